import { api } from "@/lib/contracts/api.ts";
import { conditionalReply } from "@/lib/http/etag.ts";
import { resource, route } from "@/lib/http/route.ts";
import { listIncidents } from "@/lib/operations/incidents/list-incidents.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.listIncidents, async ({ panel, caller, query, request }) =>
    conditionalReply(request, await listIncidents(panel, caller, query)),
  ),
);
