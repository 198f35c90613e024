import type { Entry } from "../../catalogue/catalogue.ts";
import type { Services } from "../context.ts";
import { OperationError } from "../errors.ts";
import { findNodeType } from "../nodes/find-node-type.ts";

/** Names a nested circuit. */
export interface Nested {
  readonly workspace?: string | undefined;
  readonly credential?: string | undefined;
}

/**
 * The node type whose circuit is meant.
 * @throws OperationError `not_found`
 */
export function findCircuit(services: Pick<Services, "catalogue">, type: string, nested: Nested = {}): Entry {
  const entry = findNodeType(services, type);
  if (nested.workspace !== undefined || nested.credential !== undefined) {
    throw new OperationError("not_found", `${type} has the scope ${entry.policy.scope}: one circuit for all callers.`);
  }
  return entry;
}
