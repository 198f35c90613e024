import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { listNodeTypes } from "@/lib/operations/nodes/list-node-types.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.listNodeTypes, ({ panel, caller }) => listNodeTypes(panel, caller)),
);
