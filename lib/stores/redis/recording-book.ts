import type { Recording } from "../store.ts";
import { chunksOf } from "./chunks.ts";
import type { Connection, Reply } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { addRecordings, dropRecordings } from "./scripts/recordings.ts";

/** How many recordings one script works on. */
const AT_ONCE = 100;
/** How many chunks one call removes at most. */
const CHUNKS_PER_TRIM = 50;

/** Recorded seconds by circuit and minute. */
export class RecordingBook {
  readonly #connection: Connection;
  readonly #keys: Keys;
  readonly #deadlineMs: number;

  constructor(connection: Connection, keys: Keys, deadlineMs: number) {
    this.#connection = connection;
    this.#keys = keys;
    this.#deadlineMs = deadlineMs;
  }

  async add(recordings: readonly Recording[]): Promise<void> {
    for (const chunk of chunksOf(recordings, AT_ONCE)) {
      const keys = chunk.map(({ circuit }) => this.#keys.recordings(circuit));
      const args = chunk.flatMap(({ minute, circuit, seconds }) => [String(minute), circuit, seconds]);
      await this.#connection.run(addRecordings, [this.#keys.recorded, ...keys], args);
    }
  }

  /** Oldest first. */
  async since(circuit: string, minute: number): Promise<Recording[]> {
    const found = new Map<number, Recording>();
    let cursor = "0";
    do {
      const reply = await this.#send(["HSCAN", this.#keys.recordings(circuit), cursor, "COUNT", String(AT_ONCE)]);
      const [next, fields] = reply as [string, string[]];
      for (const [field, seconds] of chunksOf(fields, 2))
        if (Number(field) >= minute) found.set(Number(field), { circuit, minute: Number(field), seconds: seconds! });
      cursor = next;
    } while (cursor !== "0");
    return [...found.values()].sort((one, other) => one.minute - other.minute);
  }

  /** Drops what is older than `before`, and whole minutes beyond `most` recordings. */
  async trim(before: number, most: number): Promise<void> {
    const last = String(Math.max(0, most - 1));
    // The last one that may be kept: what is older than its minute is too much.
    const overfull = await this.#send(["ZRANGE", this.#keys.recorded, last, last, "REV", "WITHSCORES"]);
    const [, oldest = String(before)] = overfull as readonly string[];
    const from = Math.max(before, Number(oldest));
    for (let chunk = 0; chunk < CHUNKS_PER_TRIM; chunk++) {
      const range = ["-inf", `(${from}`, "BYSCORE", "LIMIT", "0", String(AT_ONCE)];
      const names = (await this.#send(["ZRANGE", this.#keys.recorded, ...range])) as readonly string[];
      if (names.length > 0) await this.#drop(names);
      if (names.length < AT_ONCE) return;
    }
  }

  /** Recordings by their names: a minute, a blank, and a circuit. */
  async #drop(names: readonly string[]): Promise<void> {
    const parts = names.map((name) => [name.slice(0, name.indexOf(" ")), name.slice(name.indexOf(" ") + 1)] as const);
    const keys = parts.map(([, circuit]) => this.#keys.recordings(circuit));
    await this.#connection.run(dropRecordings, [this.#keys.recorded, ...keys], parts.flat());
  }

  #send(command: readonly string[]): Promise<Reply> {
    return this.#connection.send(command, { deadlineMs: this.#deadlineMs });
  }
}
