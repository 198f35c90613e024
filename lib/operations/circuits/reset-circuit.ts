import { reset } from "../../breaker/index.ts";
import type { ActReply } from "../../contracts/circuit.ts";
import type { Caller, Services } from "../context.ts";
import { type ActRequest, actOnCircuit } from "./act-on-circuit.ts";
import type { Nested } from "./find-circuit.ts";

interface Request extends ActRequest {
  readonly to: "closed" | "half_open";
}

/**
 * Closes a circuit by hand, or has it tested at once.
 * @throws OperationError `not_found`, `generation_moved`, `already_closed`; StoreError
 */
export function resetCircuit(
  services: Pick<Services, "catalogue" | "now">,
  caller: Caller,
  type: string,
  nested: Nested,
  request: Request,
): Promise<ActReply> {
  const { to } = request;
  return actOnCircuit(services, caller, type, nested, request, {
    apply: (circuit, author, now) => reset(circuit, { ...author, to }, now),
    say(circuit, { changed }) {
      if (to === "half_open") return `Circuit breaker ${circuit} is half-open: the next calls test it`;
      return changed ? `Circuit breaker ${circuit} has been reset` : `Circuit breaker ${circuit} was closed already`;
    },
  });
}
