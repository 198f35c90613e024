import { api } from "@/lib/contracts/api.ts";
import { resource, route } from "@/lib/http/route.ts";
import { rollBackNodeType } from "@/lib/operations/nodes/roll-back-node-type.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource(
  route(api.rollBackNodeType, ({ panel, caller, params, body }) => rollBackNodeType(panel, caller, params.type, body)),
);
