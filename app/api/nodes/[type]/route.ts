import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { deleteNodeType } from "@/lib/operations/nodes/delete-node-type.ts";
import { putNodeType } from "@/lib/operations/nodes/put-node-type.ts";
import { showNodeType } from "@/lib/operations/nodes/show-node-type.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.showNodeType, ({ panel, caller, params }) => showNodeType(panel, caller, params.type)),
  route(api.putNodeType, ({ panel, caller, params, body }) => putNodeType(panel, caller, params.type, body)),
  route(api.deleteNodeType, ({ panel, caller, params, query }) => deleteNodeType(panel, caller, params.type, query)),
);
