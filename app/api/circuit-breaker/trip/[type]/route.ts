import { api } from "@/lib/contracts/api.ts";
import { conditionalReply } from "@/lib/http/etag.ts";
import { resource, route } from "@/lib/http/route.ts";
import { showTrip } from "@/lib/operations/history/show-trip.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.showTrip, async ({ panel, caller, params, query, request }) =>
    conditionalReply(request, await showTrip(panel, caller, params.type, query)),
  ),
);
