import { type OverrideMode, override } from "../../breaker/index.ts";
import type { ActReply } from "../../contracts/circuit.ts";
import type { Caller, Services } from "../context.ts";
import { type ActRequest, actOnCircuit } from "./act-on-circuit.ts";
import type { Nested } from "./find-circuit.ts";

interface Request extends ActRequest {
  /** Null lifts the override. */
  readonly mode: OverrideMode | null;
  readonly expires_in_seconds?: number | null | undefined;
}

/**
 * Sets, replaces or lifts the hold on a circuit.
 * @throws OperationError `not_found`, `generation_moved`; StoreError
 */
export function overrideCircuit(
  services: Pick<Services, "catalogue" | "now">,
  caller: Caller,
  type: string,
  nested: Nested,
  request: Request,
): Promise<ActReply> {
  const { mode, expires_in_seconds } = request;
  const length = expires_in_seconds == null ? null : Math.round(expires_in_seconds * 1000);
  return actOnCircuit(services, caller, type, nested, request, {
    apply: (circuit, author, now) => override(circuit, { ...author, mode, length }, now),
    say(circuit, { changed }) {
      if (mode !== null) return `Circuit breaker ${circuit} is held: ${mode}`;
      return changed ? `Circuit breaker ${circuit} is no longer held` : `Circuit breaker ${circuit} was not held`;
    },
  });
}
