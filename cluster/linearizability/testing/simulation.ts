import type { Random } from "../../../lib/registry/chaos/random.ts";
import { Caller } from "../caller.ts";
import type { Answer, Call, Operation } from "../operation.ts";
import { type Fault, SimulatedRegister } from "./simulated-register.ts";

interface Simulated {
  readonly history: readonly Operation[];
  /** Whether the register's fault has shown. */
  readonly isStruck: boolean;
}

const CLIENTS = ["a", "b", "c"];
const OPERATIONS_EACH = 8;
/** The share of replies that are lost. */
const LOST = 0.15;

/** What clients saw of a register that has one fault, or none, in an order and with luck that `random` says. */
export function simulateHistory(random: Random, fault: Fault | null): Simulated {
  const register = new SimulatedRegister(random, fault);
  const history: Operation[] = [];
  /** Each one's next step; those of calls that were given up are among them. */
  const steps: (() => void)[] = [];
  let time = 0;

  const invoke = (caller: Caller, left: number) => {
    if (left === 0) return;
    const call = caller.next();
    const invokedAt = time;
    const end = (answer: Answer) => {
      history.push({ client: caller.name, call, answer, invokedAt, returnedAt: time });
      caller.learn(call, answer);
      steps.push(() => invoke(caller, left - 1));
    };
    if (random.chance(LOST)) loseReply(call, end);
    else
      steps.push(() => {
        const answer = register.take(call);
        steps.push(() => end(answer));
      });
  };

  const loseReply = (call: Call, end: (answer: Answer) => void) => {
    if (random.chance(0.7)) steps.push(() => register.take(call));
    steps.push(() => end({ kind: "unknown" }));
  };

  for (const name of CLIENTS) steps.push(() => invoke(new Caller(name, random), OPERATIONS_EACH));
  for (; steps.length > 0; time += 1) steps.splice(random.whole(0, steps.length - 1), 1)[0]!();
  return { history, isStruck: register.isStruck };
}
