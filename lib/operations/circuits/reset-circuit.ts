import { authorize, authorizePanelWide } from "../../auth/permissions.ts";
import { reset } from "../../breaker/index.ts";
import type { ActReply } from "../../contracts/circuit.ts";
import type { Caller, Services } from "../context.ts";
import { actOnCircuit } from "./act-on-circuit.ts";
import { findCircuit, type Nested } from "./find-circuit.ts";

interface Request {
  readonly reason?: string | null | undefined;
  readonly expected_generation?: number | null | undefined;
  readonly to: "closed" | "half_open";
}

/**
 * Closes a circuit by hand, or has it tested at once.
 * @throws OperationError `not_found`, `generation_moved`, `already_closed`; StoreError
 */
export async function resetCircuit(
  services: Pick<Services, "catalogue" | "now">,
  caller: Caller,
  type: string,
  nested: Nested,
  { reason, expected_generation, to }: Request,
): Promise<ActReply> {
  authorize(caller.principal, "admin");
  authorizePanelWide(caller.principal);
  const entry = findCircuit(services, type, nested);
  const act = {
    actor: caller.principal.name,
    reason: reason || null,
    expectedGeneration: expected_generation ?? null,
    to,
  };
  return actOnCircuit(
    services,
    entry,
    (circuit, now) => reset(circuit, act, now),
    ({ changed }) => {
      if (to === "half_open") return `Circuit breaker ${type} is half-open: the next calls test it`;
      return changed ? `Circuit breaker ${type} has been reset` : `Circuit breaker ${type} was closed already`;
    },
  );
}
