import { authorize } from "../../auth/permissions.ts";
import type { ActStep, Circuit } from "../../breaker/index.ts";
import type { ActReply } from "../../contracts/circuit.ts";
import type { Caller, Services } from "../context.ts";
import { OperationError } from "../errors.ts";
import { authorizeCircuit, findCircuit, type Nested } from "./find-circuit.ts";
import { presentCircuit } from "./present-circuit.ts";

/** What every act on a circuit may say of itself. */
export interface ActRequest {
  readonly reason?: string | null | undefined;
  /** The generation that was seen; the act is refused where the circuit has moved on. */
  readonly expected_generation?: number | null | undefined;
  /** The caller's name for this act: sent again under it, it is carried out once. */
  readonly act_id?: string | null | undefined;
}

/** Who acts, as the breaker takes it. */
interface Author {
  readonly actor: string;
  readonly reason: string | null;
  readonly expectedGeneration: number | null;
}

interface Act {
  /** What is asked of the breaker; `now` is milliseconds since the epoch. */
  apply(circuit: Circuit, author: Author, now: number): ActStep;
  /** The message for what was done. */
  say(circuit: string, done: { readonly changed: boolean }): string;
}

/**
 * Carries out an admin's act on a circuit and answers what came of it.
 * @throws OperationError `not_found`, `generation_moved`, `already_closed`; StoreError where it could not be stored
 */
export async function actOnCircuit(
  services: Pick<Services, "catalogue" | "now">,
  caller: Caller,
  type: string,
  nested: Nested,
  { reason, expected_generation, act_id }: ActRequest,
  { apply, say }: Act,
): Promise<ActReply> {
  authorize(caller.principal, "admin");
  authorizeCircuit(caller.principal, nested);
  const found = findCircuit(services, type, nested);
  const author = {
    actor: caller.principal.name,
    reason: reason || null,
    expectedGeneration: expected_generation ?? null,
  };
  const result = await found.circuit.act((circuit, now) => apply(circuit, author, now), writeIdOf(caller, act_id));
  if (!result.done) throw refusal(found.circuit.id, result);
  return {
    status: "success",
    message: say(found.circuit.id, result),
    changed: result.changed,
    previous_state: result.previousState,
    circuit: presentCircuit(found, caller, services.now()),
  };
}

/** What the store knows the act by: of the same caller and name, the same; null where it has no name. */
function writeIdOf({ principal }: Caller, actId: string | null | undefined): string | null {
  return actId ? `act:${principal.kind}:${principal.id}:${actId}` : null;
}

function refusal(name: string, { refused, generation }: Extract<ActStep["result"], { done: false }>): OperationError {
  if (refused === "already_closed") {
    return new OperationError(
      "already_closed",
      `${name} is closed: calls reach it as it is, there is nothing to test.`,
    );
  }
  const errors = [{ field: "expected_generation", message: `the circuit is at generation ${generation}` }];
  return new OperationError("generation_moved", `${name} has changed since it was looked at.`, { errors });
}
