import { authorize, authorizePanelWide } from "../../auth/permissions.ts";
import { type OverrideMode, override } from "../../breaker/index.ts";
import type { ActReply } from "../../contracts/circuit.ts";
import type { Caller, Services } from "../context.ts";
import { actOnCircuit } from "./act-on-circuit.ts";
import { findCircuit, type Nested } from "./find-circuit.ts";

interface Request {
  /** Null lifts the override. */
  readonly mode: OverrideMode | null;
  readonly reason?: string | null | undefined;
  readonly expires_in_seconds?: number | null | undefined;
  readonly expected_generation?: number | null | undefined;
}

/**
 * Sets, replaces or lifts the hold on a circuit.
 * @throws OperationError `not_found`, `generation_moved`; StoreError
 */
export async function overrideCircuit(
  services: Pick<Services, "catalogue" | "now">,
  caller: Caller,
  type: string,
  nested: Nested,
  { mode, reason, expires_in_seconds, expected_generation }: Request,
): Promise<ActReply> {
  authorize(caller.principal, "admin");
  authorizePanelWide(caller.principal);
  const entry = findCircuit(services, type, nested);
  const act = {
    actor: caller.principal.name,
    reason: reason || null,
    expectedGeneration: expected_generation ?? null,
    mode,
    length: expires_in_seconds == null ? null : Math.round(expires_in_seconds * 1000),
  };
  return actOnCircuit(
    services,
    entry,
    (circuit, now) => override(circuit, act, now),
    ({ changed }) => {
      if (mode !== null) return `Circuit breaker ${type} is held: ${mode}`;
      return changed ? `Circuit breaker ${type} is no longer held` : `Circuit breaker ${type} was not held`;
    },
  );
}
