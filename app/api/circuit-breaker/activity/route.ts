import { api } from "@/lib/contracts/api.ts";
import { conditionalReply } from "@/lib/http/etag.ts";
import { resource, route } from "@/lib/http/route.ts";
import { showActivity } from "@/lib/operations/circuits/show-activity.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.showActivity, ({ panel, caller, query, request }) =>
    conditionalReply(request, showActivity(panel, caller, query)),
  ),
);
