import { api } from "@/lib/contracts/api.ts";
import { conditionalReply } from "@/lib/http/etag.ts";
import { resource, route } from "@/lib/http/route.ts";
import { groupCircuits } from "@/lib/operations/circuits/group-circuits.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.listGroups, ({ panel, caller, query, request }) =>
    conditionalReply(request, groupCircuits(panel, caller, query)),
  ),
);
