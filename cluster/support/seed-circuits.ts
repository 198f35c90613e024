import {
  type Circuit,
  type CircuitEvent,
  type Instant,
  newCircuit,
  type PolicyPatch,
  type RevisedPolicy,
  SUCCESS,
  settle,
} from "../../lib/breaker/index.ts";
import { failure } from "../../lib/breaker/testkit.ts";
import { encodeNodeType, type NodeType } from "../../lib/catalogue/node-type.ts";
import { encodeCircuit, toLog } from "../../lib/registry/stored-circuit.ts";
import type { Store } from "../../lib/stores/store.ts";

/** How many are written at the same time. */
const AT_ONCE = 500;
/** Of a house's circuits most are healthy; each so many-th has just failed, and each so many-th is open. */
const FAILING_EVERY = 7;
const OPEN_EVERY = 20;

const NODE_TYPES = 100;

/** The id of a seeded circuit: of a caller of one of a hundred node types. */
export function circuitId(index: number): string {
  return `${nodeTypeName(index % NODE_TYPES)}@workspace-${index}`;
}

/** Writes node types that keep their callers' failures apart, as a catalogue would have. */
export async function seedNodeTypes(store: Store, policy: PolicyPatch, now: Instant): Promise<void> {
  await Promise.all(Array.from({ length: NODE_TYPES }, (_, index) => seedNodeType(store, index, policy, now)));
}

/** Writes circuits of their callers as a registry would have, with the lives of circuits behind them. */
export async function seedCircuits(store: Store, count: number, policy: RevisedPolicy, now: Instant): Promise<void> {
  for (let start = 0; start < count; start += AT_ONCE) {
    const size = Math.min(AT_ONCE, count - start);
    await Promise.all(Array.from({ length: size }, (_, each) => seed(store, start + each, policy, now)));
  }
}

async function seedNodeType(store: Store, index: number, policy: PolicyPatch, now: Instant): Promise<void> {
  const nodeType: NodeType = {
    name: nodeTypeName(index),
    kind: "http",
    title: "External API",
    owner: "payments",
    runbookUrl: null,
    tags: ["orders"],
    config: { base_url: "https://api.example.com", method: "POST", path: "/v1/orders/{id}" },
    secrets: [],
    policy: { ...policy, scope: "workspace" },
    revision: 1,
    createdAt: now,
    updatedAt: now,
    updatedBy: "ada",
    revisions: [],
  };
  await store.swap({
    collection: "node_types",
    id: nodeType.name,
    expected: null,
    next: encodeNodeType(nodeType, null),
    events: [],
    writeId: `seed-type-${index}`,
  });
}

function nodeTypeName(index: number): string {
  return `service-${index}.api`;
}

async function seed(store: Store, index: number, policy: RevisedPolicy, now: Instant): Promise<void> {
  const id = circuitId(index);
  const { circuit, events } = live(newCircuit(id, now), policy, failuresOf(index, policy), now);
  const answer = await store.swap({
    collection: "circuits",
    id,
    expected: null,
    next: encodeCircuit(circuit, null),
    events: toLog(id, events, "orders-1", false),
    writeId: `seed-${index}`,
  });
  if (answer.status !== "applied") throw new Error(`${id} was there already`);
}

function failuresOf(index: number, policy: RevisedPolicy): number {
  if (index % OPEN_EVERY === 0) return policy.failure_threshold;
  return index % FAILING_EVERY === 0 ? policy.failure_threshold - 1 : 0;
}

/** A circuit that failed and recovered, and then failed so often. */
function live(circuit: Circuit, policy: RevisedPolicy, failures: number, now: Instant) {
  const outcomes = [failure(), SUCCESS, ...Array.from({ length: failures }, () => failure("503 Service Unavailable"))];
  const events: CircuitEvent[] = [];
  let current = circuit;
  for (const outcome of outcomes) {
    const { id, generation } = current;
    const step = settle(current, policy, { kind: "pass", circuit: id, generation }, outcome, now);
    events.push(...step.events);
    current = step.circuit;
  }
  return { circuit: current, events };
}
