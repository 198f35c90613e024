import { api } from "@/lib/contracts/api.ts";
import { conditionalReply } from "@/lib/http/etag.ts";
import { resource, route } from "@/lib/http/route.ts";
import { listInstances } from "@/lib/operations/instances/list-instances.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.listInstances, ({ panel, caller, request }) => conditionalReply(request, listInstances(panel, caller))),
);
