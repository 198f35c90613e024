import type { Store } from "../../stores/store.ts";
import { type Avoided, avoidedBy, type Tripped } from "../../telemetry/avoided.ts";

const MOST_KEPT = 2000;

/** What is over costs no more than it did, and its minutes are read once. */
const known = new WeakMap<Store, Map<string, Avoided | null>>();

/**
 * What each circuit of an incident refused; null where that is not on record.
 * @throws StoreError
 */
export async function costsOf(store: Store, tripped: readonly Tripped[], isOver: boolean) {
  const kept = keptOf(store);
  const missing = tripped.filter((each) => !isOver || !kept.has(keyOf(each)));
  const read = await avoidedBy(store, missing);
  const costs = new Map(
    tripped.map((each) => [each.circuit, read.get(each.circuit) ?? kept.get(keyOf(each)) ?? null] as const),
  );
  if (isOver) for (const each of missing) kept.set(keyOf(each), read.get(each.circuit) ?? null);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return costs;
}

function keptOf(store: Store): Map<string, Avoided | null> {
  const kept = known.get(store) ?? new Map<string, Avoided | null>();
  known.set(store, kept);
  return kept;
}

function keyOf({ circuit, from, until }: Tripped): string {
  return `${circuit} ${from} ${until}`;
}
