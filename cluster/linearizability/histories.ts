import { Random } from "../../lib/registry/chaos/random.ts";
import type { Store } from "../../lib/stores/store.ts";
import { checkHistory } from "./checker.ts";
import { type Ground, prepareGround } from "./ground.ts";
import type { Operation } from "./operation.ts";
import { runHistory } from "./run-history.ts";
import { sum, type Tally, tallyOf } from "./tally.ts";
import { Trouble, type Troubles } from "./trouble.ts";

const CLIENTS = 3;
const OPERATIONS_EACH = 8;
const AT_ONCE = 32;

interface HistoriesOptions {
  /** How many values are worked on, each by its own history. */
  readonly histories: number;
  /** What the clients call and when something breaks follows from it; how these meet is up to the real time. */
  readonly seed: number;
  /** False for a server that forgets all when it dies, to see that this is found out; true if not given. */
  readonly isDurable?: boolean;
}

/** What came of it. */
export interface HistoryFindings extends Tally {
  readonly seed: number;
  readonly histories: number;
  readonly troubles: Troubles;
  /** A report of each history that is not linearizable. */
  readonly violations: readonly string[];
}

/**
 * Lets clients of one real Redis server swap, read and repeat while the lines are cut, delayed and parted and the server
 * is paused, killed and started again; and checks what they saw of each value for linearizability.
 */
export async function checkHistories(options: HistoriesOptions): Promise<HistoryFindings> {
  const { histories, seed, isDurable = true } = options;
  const ground = await prepareGround(isDurable);
  try {
    const trouble = new Trouble(ground.server, ground.proxies, new Random(seed));
    const recorder = new Recorder(ground, trouble, options);
    await Promise.all(Array.from({ length: AT_ONCE }, () => recorder.work()));
    await trouble.end();
    return { seed, histories, ...recorder.tally, troubles: trouble.troubles, violations: recorder.violations };
  } finally {
    await ground.remove();
  }
}

/** Takes the histories one after the other, for several who work at once. */
class Recorder {
  readonly violations: string[] = [];
  tally: Tally = { operations: 0, lostReplies: 0, unknownApplied: 0, refused: 0 };
  readonly #ground: Ground;
  readonly #trouble: Trouble;
  readonly #options: HistoriesOptions;
  #begun = 0;

  constructor(ground: Ground, trouble: Trouble, options: HistoriesOptions) {
    this.#ground = ground;
    this.#trouble = trouble;
    this.#options = options;
  }

  async work(): Promise<void> {
    while (this.#begun < this.#options.histories) {
      this.#begun += 1;
      const id = `history-${this.#begun}`;
      // A stream of its own: what one history draws must not depend on how the others fare.
      const random = new Random(this.#options.seed * 1_000_003 + this.#begun);
      const stores = drawStores(this.#ground.stores, random);
      this.#note(
        id,
        await runHistory({ id, stores, operations: OPERATIONS_EACH, random, onCall: this.#trouble.onCall }),
      );
    }
  }

  #note(id: string, history: readonly Operation[]): void {
    this.tally = sum(this.tally, tallyOf(history));
    const verdict = checkHistory(history);
    if (!verdict.isLinearizable) this.violations.push(`${id}, seed ${this.#options.seed}\n${verdict.report}`);
  }
}

function drawStores(stores: readonly Store[], random: Random): Store[] {
  const left = [...stores];
  return Array.from({ length: CLIENTS }, () => left.splice(random.whole(0, left.length - 1), 1)[0]!);
}
