import { api } from "@/lib/contracts/api.ts";
import { executionReply } from "@/lib/http/execution-reply.ts";
import { resource, route } from "@/lib/http/route.ts";
import { executeNode } from "@/lib/operations/nodes/execute-node.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.executeNode, async ({ panel, caller, params, body, request, requestId }) =>
    executionReply(await executeNode(panel, caller, params.type, body, request.signal), requestId),
  ),
);
