import { authorize } from "../../auth/permissions.ts";
import type { NodeTypeView } from "../../contracts/node-type.ts";
import type { Caller, Services } from "../context.ts";
import { findNodeType } from "./find-node-type.ts";
import { presentNodeType } from "./present-node-type.ts";

/** One node type. */
export function showNodeType(services: Pick<Services, "catalogue">, caller: Caller, type: string): NodeTypeView {
  authorize(caller.principal, "read");
  return presentNodeType(findNodeType(services, type));
}
