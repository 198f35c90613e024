import type { ActStep, Circuit } from "../../breaker/index.ts";
import type { Entry } from "../../catalogue/catalogue.ts";
import type { ActReply } from "../../contracts/circuit.ts";
import type { Services } from "../context.ts";
import { OperationError } from "../errors.ts";
import { presentCircuit } from "./present-circuit.ts";

/** What an act asks of the breaker; `now` is milliseconds since the epoch. */
type Act = (circuit: Circuit, now: number) => ActStep;

/**
 * Carries out an act on a circuit and answers what came of it.
 * @param say the message for what was done
 * @throws OperationError `generation_moved`, `already_closed`; StoreError where it could not be stored
 */
export async function actOnCircuit(
  { now }: Pick<Services, "now">,
  entry: Entry,
  act: Act,
  say: (done: { readonly changed: boolean; readonly previousState: string }) => string,
): Promise<ActReply> {
  const result = await entry.circuit.act(act);
  if (!result.done) throw refusal(entry.name, result);
  return {
    status: "success",
    message: say(result),
    changed: result.changed,
    previous_state: result.previousState,
    circuit: presentCircuit(entry, now()),
  };
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
