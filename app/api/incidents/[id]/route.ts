import { api } from "@/lib/contracts/api.ts";
import { conditionalReply } from "@/lib/http/etag.ts";
import { resource, route } from "@/lib/http/route.ts";
import { showIncident } from "@/lib/operations/incidents/show-incident.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.showIncident, async ({ panel, caller, params, request }) =>
    conditionalReply(request, await showIncident(panel, caller, params)),
  ),
);
