import type { MinuteCounts } from "../store.ts";
import { chunksOf } from "./chunks.ts";
import type { Connection, Reply } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { addCounts, dropCounts } from "./scripts/counts.ts";

const HOUR_MS = 3_600_000;
/** How many circuits' hours one script works on, and how many are read at a time. */
const AT_ONCE = 100;
/** How many circuits' hours one call looks through at most to remove what is old. */
const TRIM_AT_ONCE = 5_000;

/** Counts by hour and circuit; those of one lie together, by minute, in a hash that is small enough to be read whole. */
export class MinuteBook {
  readonly #connection: Connection;
  readonly #keys: Keys;
  readonly #deadlineMs: number;

  constructor(connection: Connection, keys: Keys, deadlineMs: number) {
    this.#connection = connection;
    this.#keys = keys;
    this.#deadlineMs = deadlineMs;
  }

  async add(counts: readonly MinuteCounts[]): Promise<void> {
    for (const chunk of chunksOf(counts, AT_ONCE)) {
      const keys = chunk.flatMap(({ minute, circuit }) => [
        this.#keys.circuitsIn(hourOf(minute)),
        this.#keys.counts(hourOf(minute), circuit),
      ]);
      const args = chunk.flatMap((each) => [
        String(hourOf(each.minute)),
        each.circuit,
        String(each.minute),
        toText(each),
      ]);
      await this.#connection.run(addCounts, [this.#keys.hours, ...keys], args);
    }
  }

  /** Oldest first. */
  async since(minute: number, circuits: readonly string[] | undefined): Promise<MinuteCounts[]> {
    const hours = await this.#hours(String(hourOf(minute)), "+inf");
    const found = circuits === undefined ? await this.#ofAll(hours) : await this.#ofNamed(hours, new Set(circuits));
    return found.filter((each) => each.minute >= minute).sort((one, other) => one.minute - other.minute);
  }

  async #ofAll(hours: readonly number[]): Promise<MinuteCounts[]> {
    const found: MinuteCounts[] = [];
    for (const hour of hours) {
      for await (const chunk of this.#circuitsIn(hour)) {
        found.push(...(await this.#read(chunk.map((circuit) => [hour, circuit]))));
      }
    }
    return found;
  }

  /** Many hours at a time: a week of one circuit is not to take as many answers as it has hours. */
  async #ofNamed(hours: readonly number[], circuits: ReadonlySet<string>): Promise<MinuteCounts[]> {
    const places = hours.flatMap((hour) => [...circuits].map((circuit) => [hour, circuit] as const));
    const found: MinuteCounts[] = [];
    for (const chunk of chunksOf(places, AT_ONCE)) found.push(...(await this.#read(chunk)));
    return found;
  }

  async dropBefore(minute: number): Promise<void> {
    let left = TRIM_AT_ONCE;
    for (const hour of await this.#hours("-inf", String(hourOf(minute)))) {
      for await (const chunk of this.#circuitsIn(hour)) {
        if (left <= 0) return;
        left -= chunk.length;
        await this.#drop(hour, minute, chunk);
      }
    }
  }

  async #drop(hour: number, minute: number, circuits: readonly string[]): Promise<void> {
    const counts = circuits.map((circuit) => this.#keys.counts(hour, circuit));
    const keys = [this.#keys.hours, this.#keys.circuitsIn(hour), ...counts];
    await this.#connection.run(dropCounts, keys, [String(hour), String(minute), ...circuits], this.#deadlineMs);
  }

  async #hours(from: string, to: string): Promise<number[]> {
    const hours = await this.#send(["ZRANGE", this.#keys.hours, from, to, "BYSCORE"]);
    return (hours as readonly string[]).map(Number);
  }

  /** The circuits that were counted in an hour, in chunks. */
  async *#circuitsIn(hour: number): AsyncGenerator<readonly string[]> {
    // A set that changes while it is looked through may name a circuit twice.
    const seen = new Set<string>();
    let cursor = "0";
    do {
      const reply = await this.#send(["SSCAN", this.#keys.circuitsIn(hour), cursor, "COUNT", String(AT_ONCE)]);
      const [next, circuits] = reply as [string, string[]];
      const fresh = circuits.filter((circuit) => !seen.has(circuit));
      for (const circuit of fresh) seen.add(circuit);
      yield* chunksOf(fresh, AT_ONCE);
      cursor = next;
    } while (cursor !== "0");
  }

  async #read(places: readonly (readonly [hour: number, circuit: string])[]): Promise<MinuteCounts[]> {
    const replies = await Promise.all(
      places.map(([hour, circuit]) => this.#send(["HGETALL", this.#keys.counts(hour, circuit)])),
    );
    return replies.flatMap((reply, index) => toCounts(places[index]![1], reply as readonly string[]));
  }

  #send(command: readonly string[]): Promise<Reply> {
    return this.#connection.send(command, { deadlineMs: this.#deadlineMs });
  }
}

function hourOf(minute: number): number {
  return Math.floor(minute / HOUR_MS);
}

function toText({ successes, failures, ignored, rejected, latency }: MinuteCounts): string {
  return [successes, failures, ignored, rejected, ...latency].join(",");
}

function toCounts(circuit: string, fields: readonly string[]): MinuteCounts[] {
  return chunksOf(fields, 2).map(([minute, text]) => {
    const [successes = 0, failures = 0, ignored = 0, rejected = 0, ...latency] = text!.split(",").map(Number);
    return { circuit, minute: Number(minute), successes, failures, ignored, rejected, latency };
  });
}
