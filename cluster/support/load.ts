import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds between two looks at the event loop. */
const LAG_RESOLUTION = 10;

/** Loops of calls, how long each kept its caller waiting, and how late the process's own event loop was meanwhile. */
export class Load {
  /** Milliseconds that the longest call took, by what was asked. */
  readonly longest: Record<string, number> = {};
  readonly #lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION });
  readonly #loops: Promise<void>[] = [];
  #isOver = false;

  constructor() {
    this.#lag.enable();
  }

  /** Does something over and over, with a pause of so many milliseconds in between. */
  repeat(pauseMs: number, what: () => unknown): void {
    const loop = async () => {
      while (!this.#isOver) {
        await what();
        await sleep(pauseMs);
      }
    };
    this.#loops.push(loop());
  }

  /** What came of a call, however long it took; an error is thrown on. */
  async time<T>(name: string, call: () => T): Promise<Awaited<T>> {
    const began = performance.now();
    try {
      return await call();
    } finally {
      this.longest[name] = Math.max(this.longest[name] ?? 0, performance.now() - began);
    }
  }

  /** Ends the loops, once what they wait for has come. Milliseconds by which the event loop was late at the most. */
  async end(): Promise<number> {
    this.#isOver = true;
    await Promise.all(this.#loops);
    this.#lag.disable();
    return Math.max(0, this.#lag.max / 1e6 - LAG_RESOLUTION);
  }
}
