import { randomUUID } from "node:crypto";
import { withDeadline } from "../registry/deadline.ts";
import type { Json, Store, Version } from "../stores/store.ts";
import { isRecord } from "./record.ts";
import { idOfRef } from "./secret-ref.ts";

/** The schema that this version writes. */
const SCHEMA = 1;

/** A secret as it is kept: never changed, and of one node type. */
export interface KeptSecret {
  readonly ref: string;
  readonly nodeType: string;
  readonly sealed: string;
}

/** Node types' secrets, sealed, in a collection of their own: who reads node types has only their refs. */
export class SecretVault {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * What is kept under a ref; null where nothing is that this version can read.
   * @throws StoreError
   */
  async get(ref: string): Promise<KeptSecret | null> {
    const stored = await withDeadline(Promise.resolve(this.#store.get("secrets", idIn(ref))));
    return stored === null ? null : decode(ref, stored.value);
  }

  /**
   * Keeps new secrets: all of them or, as far as the store lets it, none.
   * @param end when to give up, by `performance.now()`
   * @throws StoreError
   */
  async keep(secrets: readonly KeptSecret[], end?: number): Promise<void> {
    const outcomes = await Promise.allSettled(secrets.map((secret) => this.#write(secret, end)));
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed === undefined) return;
    await this.remove(secrets, end);
    throw failed.reason;
  }

  /**
   * Keeps secrets that were kept before, where the store has lost them.
   * @throws StoreError
   */
  async restore(secrets: Iterable<KeptSecret>): Promise<void> {
    await Promise.all([...secrets].map((secret) => this.#write(secret, undefined)));
  }

  /** Removes secrets, as far as that is possible: one that stays is in nobody's way. */
  async remove(secrets: readonly Pick<KeptSecret, "ref" | "nodeType">[], end?: number): Promise<void> {
    await Promise.allSettled(secrets.map((secret) => this.#remove(secret, end)));
  }

  /** Where something is kept under the ref, it is the same: nothing is ever changed there. */
  async #write({ ref, nodeType, sealed }: KeptSecret, end: number | undefined): Promise<void> {
    await this.#swap(idIn(ref), null, { schema: SCHEMA, node_type: nodeType, sealed }, end);
  }

  async #remove({ ref, nodeType }: Pick<KeptSecret, "ref" | "nodeType">, end: number | undefined): Promise<void> {
    const stored = await withDeadline(Promise.resolve(this.#store.get("secrets", idIn(ref))), end);
    // Whoever may write node types alone must not have another one's secret removed by naming it in one of his own.
    if (stored === null || decode(ref, stored.value)?.nodeType !== nodeType) return;
    await this.#swap(stored.id, stored.version, null, end);
  }

  async #swap(id: string, expected: Version | null, next: Json, end?: number): Promise<void> {
    const swap = { collection: "secrets", id, expected, next, events: [], writeId: randomUUID() } as const;
    await withDeadline(Promise.resolve(this.#store.swap(swap)), end);
  }
}

function idIn(ref: string): string {
  const id = idOfRef(ref);
  if (id === null) throw new Error("a secret that is kept apart has a ref");
  return id;
}

function decode(ref: string, value: Json): KeptSecret | null {
  if (!isRecord(value) || value.schema !== SCHEMA) return null;
  const { node_type: nodeType, sealed } = value;
  return typeof nodeType === "string" && typeof sealed === "string" ? { ref, nodeType, sealed } : null;
}
