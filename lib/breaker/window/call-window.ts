import type { Counts, Window } from "./window.ts";

const FAILED = 1;
const SLOW = 2;

/** The last so many calls, however long ago they were. */
export class CallWindow implements Window {
  calls = 0;
  failures = 0;
  slow = 0;
  bad = 0;
  /** What became of each call, in a ring. */
  readonly #marks: Uint8Array;
  #next = 0;

  constructor(size: number) {
    this.#marks = new Uint8Array(size);
  }

  add(failed: boolean, slow: boolean): void {
    this.#push((failed ? FAILED : 0) | (slow ? SLOW : 0));
  }

  /** Calls do not grow old by time here. */
  roll(): void {}

  at(): Counts {
    const { calls, failures, slow } = this;
    return { calls, failures, slow };
  }

  takeOver(previous: Window): void {
    if (!(previous instanceof CallWindow)) return;
    const { calls } = previous;
    const size = previous.#marks.length;
    for (let age = calls; age > 0; age -= 1) this.#push(previous.#marks[(previous.#next - age + size) % size]!);
  }

  #push(mark: number): void {
    const size = this.#marks.length;
    if (this.calls === size) this.#tally(this.#marks[this.#next]!, -1);
    this.#marks[this.#next] = mark;
    this.#next = (this.#next + 1) % size;
    this.#tally(mark, 1);
  }

  #tally(mark: number, by: 1 | -1): void {
    this.calls += by;
    if ((mark & FAILED) !== 0) this.failures += by;
    if ((mark & SLOW) !== 0) this.slow += by;
    if (mark !== 0) this.bad += by;
  }
}
