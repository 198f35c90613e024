import type { LimitsOf, ToldUse, WorkspaceUses } from "../pipeline/workspace-uses.ts";
import { Crew } from "./crew.ts";
import type { Instances } from "./instances.ts";
import type { OwnInstance } from "./own-instance.ts";

/** The limits of workspaces, which the processes that share a store divide. */
export interface DividedLimits {
  readonly uses: WorkspaceUses;
  readonly limitsOf: LimitsOf;
  /** Whether any workspace has a limit: else the others need not be read. */
  isAny(): boolean;
}

/** Tells the others with each heartbeat what this process uses of the limits, and learns what they do. */
export class SharedLimits {
  readonly #own: OwnInstance;
  readonly #limits: DividedLimits;
  readonly #crew: Crew;

  constructor(own: OwnInstance, limits: DividedLimits) {
    this.#own = own;
    this.#limits = limits;
    this.#crew = new Crew(own.name);
  }

  get areAny(): boolean {
    return this.#limits.isAny();
  }

  /** For the heartbeat that is written next. */
  announce(): readonly ToldUse[] {
    const { uses, limitsOf } = this.#limits;
    return uses.announce(limitsOf);
  }

  /** Goes by what the instances tell that were read after this process's own heartbeat was written. */
  hear(instances: Instances): void {
    const others = this.#crew.othersOf(instances.all(), this.#limits.uses.now());
    const rank = others.filter(({ name }) => name < this.#own.name).length;
    this.#limits.uses.hear(
      { size: others.length + 1, rank },
      others.map(({ limits }) => limits ?? []),
    );
  }
}
