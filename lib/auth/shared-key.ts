import { randomUUID } from "node:crypto";
import type { Json, Store } from "../stores/store.ts";
import { isKey, newKey } from "./secret.ts";

/** The schema that this version writes. */
const SCHEMA = 1;
/** Conflicts without anything there, one after the other, that are a fault of the store and not bad luck. */
const TRIES = 20;

/**
 * The key of this name that all panels of a store share: the one that is kept there, else `own` (or a new one), which
 * is kept from then on. Panels that start at the same time agree on one.
 * @param own the key that this panel has from before
 * @throws StoreError
 * @throws Error where something else is kept in its place
 */
export async function readOrCreateSharedKey(store: Store, name: string, own: string | null = null): Promise<string> {
  const id = `key:${name}`;
  const next = { schema: SCHEMA, key: own ?? newKey() };
  for (let tries = 0; tries < TRIES; tries++) {
    const kept = await store.get("secrets", id);
    if (kept !== null) return keyIn(kept.value, name);
    const swap = { collection: "secrets", id, expected: null, next, events: [], writeId: randomUUID() } as const;
    const answer = await store.swap(swap);
    if (answer.status === "applied") return next.key;
  }
  throw new Error(`the store neither keeps the key ${name} nor lets it be written`);
}

function keyIn(value: Json, name: string): string {
  const { schema, key } = value as { readonly schema?: Json; readonly key?: Json };
  if (schema === SCHEMA && typeof key === "string" && isKey(key)) return key;
  throw new Error(`the store does not hold a key of the panel under the name ${name}, or a newer version wrote it`);
}
