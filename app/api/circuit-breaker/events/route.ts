import { api } from "@/lib/contracts/api.ts";
import { conditionalReply } from "@/lib/http/etag.ts";
import { resource, route } from "@/lib/http/route.ts";
import { listEvents } from "@/lib/operations/events/list-events.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.listEvents, async ({ panel, caller, query, request }) =>
    conditionalReply(request, await listEvents(panel, caller, query)),
  ),
);
