import type { Instant } from "../../breaker/index.ts";

interface Entry {
  readonly at: Instant;
  readonly who: string;
  readonly what: string;
  readonly of: unknown;
}

/** What happened last, in the order in which it did. It becomes text only where somebody reads it. */
export class Trail {
  readonly #entries: Entry[] = [];
  readonly #kept: number;
  readonly #start: Instant;
  steps = 0;

  constructor(kept: number, start: Instant) {
    this.#kept = kept;
    this.#start = start;
  }

  add(at: Instant, who: string, what: string, of: unknown = null): void {
    this.steps += 1;
    this.#entries.push({ at, who, what, of });
    if (this.#entries.length >= 2 * this.#kept) this.#entries.splice(0, this.#entries.length - this.#kept);
  }

  lines(): string[] {
    return this.#entries.slice(Math.max(0, this.#entries.length - this.#kept)).map(({ at, who, what, of }) => {
      const seconds = ((at - this.#start) / 1000).toFixed(3).padStart(8);
      return `${seconds} ${who.padEnd(6)} ${what}${of === null ? "" : ` ${JSON.stringify(brief(of))}`}`;
    });
  }
}

/** Without what nobody reads in a trail. */
function brief(of: unknown): unknown {
  if (typeof of !== "object" || of === null) return of;
  const {
    lastError: _,
    since: __,
    openings: ___,
    ramp: ____,
    failures,
    probes,
    ...rest
  } = of as Record<string, unknown>;
  return {
    ...rest,
    ...(Array.isArray(failures) ? { failures: failures.map(({ message }) => message).join(" ") } : {}),
    ...(Array.isArray(probes) ? { probes: probes.map(({ id }) => id) } : {}),
  };
}
