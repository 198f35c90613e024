import type { DatabaseSync, StatementSync } from "node:sqlite";
import { addMinuteCounts } from "../minute-counts.ts";
import type { MinuteCounts } from "../store.ts";

/** How many rows one call removes at most, so that a large backlog does not hold the process up. */
const TRIM_AT_ONCE = 5_000;

const COLUMNS = "circuit, minute, successes, failures, ignored, rejected, latency";

interface Row extends Omit<MinuteCounts, "latency"> {
  readonly latency: string;
}

/** Counts by circuit and minute. */
export class MinuteBook {
  readonly #get: StatementSync;
  readonly #set: StatementSync;
  readonly #all: StatementSync;
  readonly #named: StatementSync;
  readonly #trim: StatementSync;

  constructor(connection: DatabaseSync) {
    this.#get = connection.prepare(`SELECT ${COLUMNS} FROM minute_counts WHERE circuit = ? AND minute = ?`);
    this.#set = connection.prepare(`INSERT OR REPLACE INTO minute_counts (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
    this.#all = connection.prepare(`SELECT ${COLUMNS} FROM minute_counts WHERE minute >= ? ORDER BY minute`);
    // The cross join keeps this order of loops: a seek for each name, never a scan of all circuits' minutes.
    this.#named = connection.prepare(`
      SELECT ${COLUMNS} FROM (SELECT DISTINCT value AS name FROM json_each(?))
      CROSS JOIN minute_counts ON circuit = name AND minute >= ? ORDER BY minute
    `);
    this.#trim = connection.prepare(`
      DELETE FROM minute_counts WHERE (circuit, minute) IN (
        SELECT circuit, minute FROM minute_counts WHERE minute < ? ORDER BY minute LIMIT ${TRIM_AT_ONCE}
      )
    `);
  }

  add(counts: MinuteCounts): void {
    const row = this.#get.get(counts.circuit, counts.minute) as Row | undefined;
    const sum = row === undefined ? counts : addMinuteCounts(toCounts(row), counts);
    const { circuit, minute, successes, failures, ignored, rejected } = sum;
    this.#set.run(circuit, minute, successes, failures, ignored, rejected, JSON.stringify(sum.latency));
  }

  /** Oldest first. */
  since(minute: number, circuits: readonly string[] | undefined): MinuteCounts[] {
    const rows = circuits === undefined ? this.#all.all(minute) : this.#named.all(JSON.stringify(circuits), minute);
    return (rows as unknown as Row[]).map(toCounts);
  }

  dropBefore(minute: number): void {
    this.#trim.run(minute);
  }
}

function toCounts({ circuit, minute, successes, failures, ignored, rejected, latency }: Row): MinuteCounts {
  return { circuit, minute, successes, failures, ignored, rejected, latency: JSON.parse(latency) };
}
