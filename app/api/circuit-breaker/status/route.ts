import { api } from "@/lib/contracts/api.ts";
import { conditionalReply } from "@/lib/http/etag.ts";
import { resource, route } from "@/lib/http/route.ts";
import { listCircuits } from "@/lib/operations/circuits/list-circuits.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.listCircuits, ({ panel, caller, query, request }) =>
    conditionalReply(request, listCircuits(panel, caller, query)),
  ),
);
