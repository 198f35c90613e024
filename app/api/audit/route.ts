import { api } from "@/lib/contracts/api.ts";
import { download } from "@/lib/http/download.ts";
import { conditionalReply } from "@/lib/http/etag.ts";
import { resource, route } from "@/lib/http/route.ts";
import { exportActs } from "@/lib/operations/audit/export-acts.ts";
import { listActs } from "@/lib/operations/audit/list-acts.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.listActs, async ({ panel, caller, query, request }) => {
    if (query.format === undefined) return conditionalReply(request, await listActs(panel, caller, query));
    const { name, type, text } = await exportActs(panel, caller, query);
    return download(name, type, text);
  }),
);
