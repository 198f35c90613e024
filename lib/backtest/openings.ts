import type { Range } from "./range.ts";
import type { Cause } from "./world.ts";

/** One opening in its order: the first, the second, … Instants are milliseconds since the epoch. */
export interface Opening {
  readonly at: Range;
  /** When it would have been half-open. */
  readonly until: Range;
  /** What would have opened it; several where nobody knows which came first. */
  readonly by: readonly Cause[];
}

/** When a circuit may have opened for the how-manieth time. */
export class Openings {
  readonly #most: number;
  readonly #noted: Note[] = [];

  /** @param most openings that are told one by one */
  constructor(most: number) {
    this.#most = most;
  }

  /** @param before how many there may have been before this one */
  note(before: Range, opening: Opening): void {
    const last = Math.min(before.most, this.#most - 1);
    for (let index = before.least; index <= last; index += 1) {
      const note = this.#noted[index] ?? new Note();
      this.#noted[index] = note;
      note.add(opening);
    }
  }

  /** In their order, as far as they are told. */
  get all(): Opening[] {
    return this.#noted.map((note) => note.opening);
  }
}

/** Everything that an opening may have been; written in place, as it is added to with every second that nobody knows of. */
class Note {
  #atLeast = Number.POSITIVE_INFINITY;
  #atMost = Number.NEGATIVE_INFINITY;
  #untilLeast = Number.POSITIVE_INFINITY;
  #untilMost = Number.NEGATIVE_INFINITY;
  readonly #by: Cause[] = [];

  add({ at, until, by }: Opening): void {
    if (at.least < this.#atLeast) this.#atLeast = at.least;
    if (at.most > this.#atMost) this.#atMost = at.most;
    if (until.least < this.#untilLeast) this.#untilLeast = until.least;
    if (until.most > this.#untilMost) this.#untilMost = until.most;
    for (const cause of by) if (!this.#by.includes(cause)) this.#by.push(cause);
  }

  get opening(): Opening {
    return {
      at: { least: this.#atLeast, most: this.#atMost },
      until: { least: this.#untilLeast, most: this.#untilMost },
      by: this.#by,
    };
  }
}
