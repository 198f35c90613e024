import { authorize, authorizeWorkspace } from "../../auth/permissions.ts";
import type { CircuitDetail } from "../../contracts/circuit.ts";
import type { Sightings } from "../../instances/instances.ts";
import type { Caller, Services } from "../context.ts";
import { toInstant } from "../instant.ts";
import { findCircuit, type Nested } from "./find-circuit.ts";
import { presentCircuit } from "./present-circuit.ts";

/** One circuit. */
export function showCircuit(
  services: Pick<Services, "catalogue" | "instances" | "now">,
  caller: Caller,
  type: string,
  nested: Nested = {},
): CircuitDetail {
  authorize(caller.principal, "read");
  if (nested.workspace !== undefined || nested.credential !== undefined) {
    authorizeWorkspace(caller.principal, nested.workspace);
  }
  const now = services.now();
  const circuit = presentCircuit(findCircuit(services, type, nested), caller, now);
  const instances = presentSightings(services.instances.sightingsOf(circuit.circuit));
  return { ...circuit, instances, server_time: toInstant(now) };
}

function presentSightings(sightings: Sightings | null): CircuitDetail["instances"] {
  if (sightings === null) return null;
  const { seeingFailures, calling, alive, only } = sightings;
  return { seeing_failures: seeingFailures, calling, alive, only };
}
