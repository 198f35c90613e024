import { authorize } from "../../auth/permissions.ts";
import type { NodeTypesReply } from "../../contracts/node-type.ts";
import type { Caller, Services } from "../context.ts";
import { presentNodeType } from "./present-node-type.ts";

/** All node types, by name. */
export function listNodeTypes({ catalogue }: Pick<Services, "catalogue">, caller: Caller): NodeTypesReply {
  authorize(caller.principal, "read");
  const nodes = catalogue.all().map(presentNodeType);
  return { nodes, count: nodes.length };
}
