import type { Line } from "./row.ts";

/** What had to be true in a trial, and what was not. */
export class Expectations {
  readonly #met: string[] = [];
  readonly #missed: string[] = [];

  /** `what` is said in the words of the table. */
  check(what: string, isTrue: boolean, otherwise: unknown = "no"): void {
    if (isTrue) this.#met.push(what);
    else this.#missed.push(`${what}: ${typeof otherwise === "string" ? otherwise : JSON.stringify(otherwise)}`);
  }

  line(what: string, toReach: string): Line {
    const ok = this.#missed.length === 0 && this.#met.length > 0;
    return { what, toReach, got: ok ? this.#met.join("; ") : `not ${this.#missed.join("; ")}`, ok };
  }
}
