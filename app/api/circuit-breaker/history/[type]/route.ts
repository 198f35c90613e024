import { api } from "@/lib/contracts/api.ts";
import { conditionalReply } from "@/lib/http/etag.ts";
import { resource, route } from "@/lib/http/route.ts";
import { showHistory } from "@/lib/operations/history/show-history.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.showHistory, async ({ panel, caller, params, query, request }) =>
    conditionalReply(request, await showHistory(panel, caller, params.type, query)),
  ),
);
