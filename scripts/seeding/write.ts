import { DEFAULT_POLICY, type Instant, layerPolicy } from "../../lib/breaker/index.ts";
import { encodeNodeType, type NodeType } from "../../lib/catalogue/node-type.ts";
import { encodeCircuit, toLog } from "../../lib/registry/stored-circuit.ts";
import type { Collection, Json, MinuteCounts, NewEvent, Store } from "../../lib/stores/store.ts";
import type { SeededCircuit, SeededType } from "./house.ts";
import { liveOf } from "./lives.ts";
import { minutesOf } from "./minutes.ts";

const INSTANCE = "orders-1";
const AUTHOR = "seed";
/** Counts, and events, that are written in one turn. */
const AT_ONCE = 5000;
const DAY_MS = 24 * 3_600_000;

/** Writes a house into a store that has none: node types, circuits, what happened to them, and the last hour's calls. */
export async function writeHouse(store: Store, circuits: readonly SeededCircuit[], now: Instant): Promise<void> {
  const types = new Set(circuits.map(({ type }) => type));
  for (const type of types) await put(store, "node_types", type.name, encodeNodeType(nodeTypeOf(type, now), null));
  const events: NewEvent[] = [];
  const minutes: MinuteCounts[] = [];
  for (const seeded of circuits) {
    const policy = { ...layerPolicy(DEFAULT_POLICY, seeded.type.policy), revision: 1 };
    const life = liveOf(seeded, policy, now);
    await put(store, "circuits", seeded.id, encodeCircuit(life.circuit, null));
    events.push(...toLog(seeded.id, life.events, INSTANCE, false));
    minutes.push(...minutesOf(seeded, life, now));
  }
  // The log is in the order in which things happened, whatever circuit they happened to.
  events.sort((a, b) => a.at - b.at);
  for (const some of inTurns(events)) await store.append(some);
  for (const some of inTurns(minutes)) await store.addCounts(some);
}

function* inTurns<T>(all: readonly T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += AT_ONCE) yield all.slice(start, start + AT_ONCE);
}

async function put(store: Store, collection: Collection, id: string, next: Json): Promise<void> {
  const answer = await store.swap({ collection, id, expected: null, next, events: [], writeId: `seed:${id}` });
  if (answer.status !== "applied") throw new Error(`${id} is in the store already`);
}

function nodeTypeOf(type: SeededType, now: Instant): NodeType {
  const at = now - 40 * DAY_MS;
  const created = { kind: "created" } as const;
  return {
    ...type,
    kind: "http",
    config: { base_url: "https://api.example.com", method: "POST", path: "/v1/{id}" },
    secrets: [],
    revision: 1,
    createdAt: at,
    updatedAt: at,
    updatedBy: AUTHOR,
    revisions: [{ revision: 1, at, actor: AUTHOR, reason: null, act: created, policy: type.policy, changes: [] }],
  };
}
