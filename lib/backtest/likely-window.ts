import type { Counts } from "../breaker/index.ts";
import type { LikelyCall } from "./likely-order.ts";
import { exactly, middle } from "./range.ts";
import { judgedIn, type Moment, slowIn } from "./second.ts";
import type { Trial } from "./trial.ts";
import { heldBefore } from "./window.ts";

const EMPTY: Counts = { calls: 0, failures: 0, slow: 0 };

/** What a window holds while the calls of one second come in. It is summed from the record, and not rolled. */
export class LikelyWindow {
  readonly #size: number;
  /** What it held before the second, of which so many calls have been pushed out. */
  #before: (pushed: number) => Counts;
  #own: LikelyCall[] = [];
  #failures = 0;
  #slow = 0;

  /** @param countedFrom the first second of which it holds the calls */
  constructor({ past, policy }: Trial, moment: Moment, countedFrom: number) {
    const before = (pushed: number): Counts => {
      const { calls, failures, slow } = heldBefore(past, policy, moment, exactly(countedFrom), pushed);
      return { calls: calls.most, failures: failures.most, slow: middle(slow) };
    };
    // Only a window of calls is pushed at.
    const unpushed = policy.window_calls === null ? before(0) : null;
    this.#before = unpushed === null ? before : () => unpushed;
    this.#size = policy.window_calls ?? Number.POSITIVE_INFINITY;
  }

  add(call: LikelyCall): void {
    this.#own.push(call);
    this.#tally(call, 1);
    const pushedOut = this.#own[this.#own.length - 1 - this.#size];
    if (pushedOut !== undefined) this.#tally(pushedOut, -1);
  }

  /** What it holds now. */
  get counts(): Counts {
    return this.#with(this.#own.length, this.#failures, this.#slow);
  }

  /** What it will hold when all of a second's calls have come, where none has yet. */
  afterAll({ second }: Moment, slowFrom: number | null): Counts {
    return this.#with(judgedIn(second), second.failures, middle(slowIn(second, slowFrom)));
  }

  /** The circuit has gone on to another state: what it has seen is forgotten. */
  clear(): void {
    this.#before = () => EMPTY;
    this.#own = [];
    this.#failures = 0;
    this.#slow = 0;
  }

  #with(calls: number, failures: number, slow: number): Counts {
    const before = this.#before(calls);
    return {
      calls: before.calls + Math.min(calls, this.#size),
      failures: before.failures + Math.min(failures, this.#size),
      slow: before.slow + Math.min(slow, this.#size),
    };
  }

  #tally({ failed, slow }: LikelyCall, by: 1 | -1): void {
    if (failed) this.#failures += by;
    if (slow) this.#slow += by;
  }
}
