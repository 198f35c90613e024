import { authorizePanelWide, authorizeWorkspace } from "../../auth/permissions.ts";
import type { Principal } from "../../auth/principal.ts";
import type { Entry } from "../../catalogue/catalogue.ts";
import type { CallerScope, RegisteredCircuit } from "../../registry/index.ts";
import type { Services } from "../context.ts";
import { OperationError } from "../errors.ts";
import { findNodeType } from "../nodes/find-node-type.ts";

/** Names a nested circuit; without either the node type's own is meant. */
export interface Nested {
  readonly workspace?: string | undefined;
  readonly credential?: string | undefined;
}

/** A circuit with the node type that it belongs to. */
export interface Found {
  readonly entry: Entry;
  readonly circuit: RegisteredCircuit;
}

/**
 * The circuit that is meant. Looking makes none.
 * @throws OperationError `not_found`
 */
export function findCircuit(services: Pick<Services, "catalogue">, type: string, nested: Nested = {}): Found {
  const entry = findNodeType(services, type);
  const { workspace = null, credential = null } = nested;
  if (workspace === null && credential === null) return { entry, circuit: entry.circuit };
  const circuit = entry.callers?.get({ workspace, credential });
  if (circuit === undefined) throw new OperationError("not_found", whyNone(entry, { workspace, credential }));
  return { entry, circuit };
}

/**
 * Lets pass who may act on the circuit: the node type's own concerns all workspaces.
 * @throws OperationError `forbidden`
 */
export function authorizeCircuit(principal: Principal, { workspace, credential }: Nested): void {
  if (workspace === undefined && credential === undefined) authorizePanelWide(principal);
  else authorizeWorkspace(principal, workspace);
}

/** A node type's circuits: its own, then those of its callers. */
export function circuitsOf(entry: Entry): Found[] {
  return [entry.circuit, ...(entry.callers?.all() ?? [])].map((circuit) => ({ entry, circuit }));
}

function whyNone({ name, policy, callers }: Entry, { workspace, credential }: CallerScope): string {
  if (callers === null) return `${name} has the scope ${policy.scope}: one circuit for all callers.`;
  const who = [workspace && `workspace ${workspace}`, credential && `credential ${credential}`].filter(Boolean);
  return `${name} has no circuit of ${who.join(" and ")} now: one is made with the first call, and forgotten when idle.`;
}
