import {
  type Circuit,
  type CircuitEvent,
  type Instant,
  newCircuit,
  type RevisedPolicy,
  SUCCESS,
  settle,
} from "../../lib/breaker/index.ts";
import { failure } from "../../lib/breaker/testkit.ts";
import { encodeCircuit, toLog } from "../../lib/registry/stored-circuit.ts";
import type { Store } from "../../lib/stores/store.ts";

/** How many are written at the same time. */
const AT_ONCE = 500;
/** Of a house's circuits most are healthy; each so many-th has just failed, and each so many-th is open. */
const FAILING_EVERY = 7;
const OPEN_EVERY = 20;

/** The name of a seeded circuit. */
export function circuitName(index: number): string {
  return `service-${index % 100}.dependency-${index}`;
}

/** Writes circuits to a store as a registry would have, with the lives of circuits behind them. */
export async function seedCircuits(store: Store, count: number, policy: RevisedPolicy, now: Instant): Promise<void> {
  for (let start = 0; start < count; start += AT_ONCE) {
    const size = Math.min(AT_ONCE, count - start);
    await Promise.all(Array.from({ length: size }, (_, each) => seed(store, start + each, policy, now)));
  }
}

async function seed(store: Store, index: number, policy: RevisedPolicy, now: Instant): Promise<void> {
  const id = circuitName(index);
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
