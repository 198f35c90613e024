import { allowance, type Crew, dividedShare } from "./allowance.ts";

/** What a process tells of a limit of one workspace. */
export type ToldShare = readonly [need: number, claim: number];

/** What other processes told of a limit of one workspace. */
export interface OthersTold {
  readonly needs: readonly number[];
  /** What they claim, in all. */
  readonly claim: number;
}

export const NOTHING_TOLD: OthersTold = { needs: [], claim: 0 };

/** This process's share of one limit of one workspace. */
export class Share {
  readonly #crew: Crew;
  #others = NOTHING_TOLD;
  /** What may be gone by: announced, and the others were read since. */
  #claim = 0;
  #announced = 0;

  constructor(crew: Crew) {
    this.#crew = crew;
  }

  /** How much of the limit, as it is now, may be used here. */
  of(limit: number): number {
    return allowance(limit, this.#crew, this.#claim, this.#others.claim);
  }

  /** What to tell the others, where `used` is spent already; what is given up by it is given up now. */
  announce(limit: number, need: number, used: number): ToldShare {
    return this.#announce(need, Math.max(used, dividedShare(limit, need, this.#others.needs)));
  }

  /** Needs and claims nothing from now on, where the others are told nothing or nothing is limited. */
  withdraw(): ToldShare {
    return this.#announce(0, 0);
  }

  /** What was announced is stored, and this is what the others told when they were read after that. */
  hear(others: OthersTold): void {
    this.#others = others;
    this.#claim = this.#announced;
  }

  #announce(need: number, claim: number): ToldShare {
    this.#announced = claim;
    this.#claim = Math.min(this.#claim, claim);
    return [need, claim];
  }
}
