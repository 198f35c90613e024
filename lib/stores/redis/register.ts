import { createHash } from "node:crypto";
import type { Collection, Stored, Swap, SwapResult, Version } from "../store.ts";
import { chunksOf } from "./chunks.ts";
import type { Connection, Reply } from "./connection.ts";
import { toEventArguments } from "./event-log.ts";
import { type Keys, scopeOf } from "./keys.ts";
import { swap as swapScript } from "./scripts/swap.ts";

/** About how many values one page of a load has. */
const LOAD_PAGE = 1_000;

/** A swap as its script takes it. */
interface PreparedSwap {
  readonly keys: readonly string[];
  readonly args: readonly string[];
}

/** The values by collection and id. */
export class Register {
  readonly #connection: Connection;
  readonly #keys: Keys;
  readonly #pageDeadlineMs: number;

  constructor(connection: Connection, keys: Keys, pageDeadlineMs: number) {
    this.#connection = connection;
    this.#keys = keys;
    this.#pageDeadlineMs = pageDeadlineMs;
  }

  /** Page by page; a value may come twice, and the later reading counts. */
  async all(collection: Collection): Promise<Stored[]> {
    const found = new Map<string, Stored>();
    const key = this.#keys.collection(collection);
    let cursor = "0";
    do {
      const args = ["HSCAN", key, cursor, "COUNT", String(LOAD_PAGE)];
      const reply = await this.#connection.send(args, { deadlineMs: this.#pageDeadlineMs });
      const [next, fields] = reply as [string, string[]];
      for (const [id, text] of chunksOf(fields, 2)) found.set(id!, toStored(id!, text!));
      cursor = next;
    } while (cursor !== "0");
    return [...found.values()];
  }

  async get(collection: Collection, id: string): Promise<Stored | null> {
    const text = await this.#connection.send(["HGET", this.#keys.collection(collection), id]);
    return typeof text === "string" ? toStored(id, text) : null;
  }

  /** A mistake of the caller is thrown here, before anything is sent. */
  prepare({ collection, id, expected, next, events, writeId }: Swap): PreparedSwap {
    if (!id.isWellFormed()) throw new TypeError(`The id ${JSON.stringify(id)} is no well-formed text`);
    const scope = scopeOf(collection);
    const json = next === null ? "" : JSON.stringify(next);
    if (json === undefined) throw new TypeError("The value is nothing that JSON can hold");
    const digest = createHash("sha256")
      .update(JSON.stringify([collection, id, writeId]))
      .digest("base64url");
    const prepared = toEventArguments(this.#keys, events);
    return {
      keys: [
        this.#keys.meta,
        this.#keys.collection(collection),
        this.#keys.changes(scope),
        this.#keys.write(scope, digest.slice(0, 22)),
        ...(events.length > 0 ? prepared.keys : []),
      ],
      args: [
        id,
        expected === null ? "" : `${expected.number} ${encodeURIComponent(expected.writeId)}`,
        encodeURIComponent(writeId),
        json,
        collection,
        scope,
        ...prepared.args,
      ],
    };
  }

  /** Null where what writes are numbered by is not there yet. */
  async swap({ id, writeId }: Swap, { keys, args }: PreparedSwap): Promise<SwapResult | null> {
    const [status, answer] = await this.#connection.run(swapScript, keys, args);
    if (status === "unborn") return null;
    if (status === "applied") return { status, version: { number: Number(answer), writeId } };
    return { status: "conflict", current: typeof answer === "string" ? toStored(id, answer) : null };
  }
}

/** The version in its text: a number, a blank, and the writer's id, encoded. */
export function toVersion(text: string): Version {
  const blank = text.indexOf(" ");
  return { number: Number(text.slice(0, blank)), writeId: decodeURIComponent(text.slice(blank + 1)) };
}

function toStored(id: string, text: Reply): Stored {
  const entry = String(text);
  const end = entry.indexOf("\n");
  return { id, version: toVersion(entry.slice(0, end)), value: JSON.parse(entry.slice(end + 1)) };
}
