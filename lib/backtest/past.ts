import { longestIn, slowerCalls } from "../telemetry/latency-counts.ts";
import type { RecordedSecond } from "../telemetry/recorded-second.ts";
import type { Range } from "./range.ts";
import { executedIn, judgedIn, SECOND_MS, slowIn } from "./second.ts";

/** What the judged calls of some seconds come to. */
export interface Sums {
  readonly calls: number;
  readonly failures: number;
  readonly slow: Range;
}

/** The whole record, summed so that what any stretch of it holds is one subtraction. */
export class Past {
  readonly seconds: readonly RecordedSecond[];
  /** Milliseconds that no call on record took longer than. */
  readonly #longest: number;
  readonly #calls: Float64Array;
  readonly #failures: Float64Array;
  readonly #slowLeast: Float64Array;
  readonly #slowMost: Float64Array;

  /** @param slowFrom milliseconds from which on a call is slow; null where there is no such limit */
  constructor(seconds: readonly RecordedSecond[], slowFrom: number | null) {
    const [calls, failures, least, most] = Array.from({ length: 4 }, () => new Float64Array(seconds.length + 1));
    for (const [index, second] of seconds.entries()) {
      const slow = slowIn(second, slowFrom);
      calls![index + 1] = calls![index]! + judgedIn(second);
      failures![index + 1] = failures![index]! + second.failures;
      least![index + 1] = least![index]! + slow.least;
      most![index + 1] = most![index]! + slow.most;
    }
    this.seconds = seconds;
    this.#longest = seconds.reduce((longest, { latency }) => Math.max(longest, longestIn(latency)), 0);
    this.#calls = calls!;
    this.#failures = failures!;
    this.#slowLeast = least!;
    this.#slowMost = most!;
  }

  /** The seconds from one index on, up to another that is not among them. */
  sums(from: number, to: number): Sums {
    const start = Math.min(from, to);
    return {
      calls: this.#calls[to]! - this.#calls[start]!,
      failures: this.#failures[to]! - this.#failures[start]!,
      slow: {
        least: this.#slowLeast[to]! - this.#slowLeast[start]!,
        most: this.#slowMost[to]! - this.#slowMost[start]!,
      },
    };
  }

  /** When the last second before this one was over in which an execution ended; minus infinity where there is none. */
  overBefore(index: number): number {
    for (let earlier = index - 1; earlier >= 0; earlier -= 1) {
      const second = this.seconds[earlier]!;
      if (executedIn(second) > 0) return (second.second + 1) * SECOND_MS;
    }
    return Number.NEGATIVE_INFINITY;
  }

  /** The last second in which an execution may end that began, beside others, by the end of this one. */
  lastEndOf(index: number): number {
    const end = (this.seconds[index]!.second + 1) * SECOND_MS;
    let last = index;
    for (let later = index + 1; later < this.seconds.length; later += 1) {
      const second = this.seconds[later]!;
      const start = second.second * SECOND_MS;
      if (start - end > this.#longest) break;
      const mayHaveBegun = Math.min(second.carried, second.together) > 0;
      if (mayHaveBegun && slowerCalls(second.latency, start - end).most > 0) last = later;
    }
    return last;
  }

  /** The first second that begins at an instant or later. */
  firstFrom(instant: number): number {
    return firstIndex(this.seconds.length, (index) => this.seconds[index]!.second * SECOND_MS >= instant);
  }

  /** The first second from which on, up to `to`, there are no more than so many calls. */
  firstOfLast(calls: number, to: number): number {
    return firstIndex(to, (index) => this.#calls[to]! - this.#calls[index]! <= calls);
  }
}

/** The first index below `length` that fulfils a condition which all later ones fulfil too; `length` where none does. */
function firstIndex(length: number, isFulfilled: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isFulfilled(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
