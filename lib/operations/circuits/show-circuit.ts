import { authorize, authorizeWorkspace } from "../../auth/permissions.ts";
import type { CircuitView } from "../../contracts/circuit.ts";
import type { Caller, Services } from "../context.ts";
import { findCircuit, type Nested } from "./find-circuit.ts";
import { presentCircuit } from "./present-circuit.ts";

/** One circuit. */
export function showCircuit(
  services: Pick<Services, "catalogue" | "now">,
  caller: Caller,
  type: string,
  nested: Nested = {},
): CircuitView {
  authorize(caller.principal, "read");
  if (nested.workspace !== undefined || nested.credential !== undefined) {
    authorizeWorkspace(caller.principal, nested.workspace);
  }
  return presentCircuit(findCircuit(services, type, nested), services.now());
}
