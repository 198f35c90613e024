import { setTimeout as sleep } from "node:timers/promises";
import { type Circuit, override, type PolicyPatch, reset } from "../../lib/breaker/index.ts";
import { failure, policyOf } from "../../lib/breaker/testkit.ts";
import { type Store, type StoredEvent, StoreError } from "../../lib/stores/store.ts";
import type { InInstance } from "./fleet.ts";
import type { Instance } from "./instance.ts";

/** What came of something that was repeated until the store had it. */
export interface Deed {
  readonly tries: number;
  /** How often its outcome was not known. */
  readonly unknown: number;
}

/** What every instance can be asked to do to its circuits. */
export const doing = {
  register(instance: Instance, id: string, patch: PolicyPatch) {
    instance.registry.register(id, policyOf(patch));
  },
  describe: (instance: Instance, id: string) => instance.circuit(id).describe(),
  /** Asks for a permit and gives it back; whether there was one, or why there was none. */
  async admission(instance: Instance, id: string): Promise<string> {
    const circuit = circuitOf(instance, id);
    const admission = await circuit.admit(instance.name);
    if (admission.kind === "rejection") return admission.reason;
    await circuit.settle(admission, { kind: "ignored" });
    return admission.kind;
  },
  /** Lets a call fail, and waits until the store knows. Whether its answer was lost on the way. */
  async fail(instance: Instance, id: string, message: string): Promise<boolean> {
    const circuit = circuitOf(instance, id);
    const admission = await circuit.admit(instance.name);
    if (admission.kind === "rejection") throw new Error(`${id} rejects: ${admission.reason}`);
    await circuit.settle(admission, failure(message));
    const isLost = circuit.isCutOff;
    while (circuit.isCutOff) await sleep(5);
    return isLost;
  },
  /** Lets calls fail until the circuit rejects; whoever cannot be told of it is not waited for. */
  async trip(instance: Instance, id: string) {
    const circuit = circuitOf(instance, id);
    while (circuit.describe().state === "closed") {
      const admission = await circuit.admit(instance.name);
      if (admission.kind !== "rejection") await circuit.settle(admission, failure());
    }
  },
  /** One try of an act: `done`, or the code of what went wrong. */
  async tryAct(instance: Instance, id: string, reason: string): Promise<string> {
    try {
      await circuitOf(instance, id).act(resetFor(instance.name, reason));
      return "done";
    } catch (error) {
      if (error instanceof StoreError) return error.code;
      throw error;
    }
  },
  /** Carries out an act under one id, again and again until it is acknowledged. */
  async act(instance: Instance, id: string, kind: "reset" | "override", reason: string): Promise<Deed> {
    const circuit = circuitOf(instance, id);
    const apply = kind === "reset" ? resetFor(instance.name, reason) : holdFor(instance.name, reason);
    for (let tries = 1, unknown = 0; ; tries += 1) {
      try {
        await circuit.act<unknown>(apply, `act ${reason}`);
        return { tries, unknown };
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        if (error.code === "outcome_unknown") unknown += 1;
        await sleep(10);
      }
    }
  },
} satisfies InInstance;

function circuitOf({ registry, policy }: Instance, id: string) {
  return registry.get(id) ?? registry.register(id, policy);
}

function resetFor(actor: string, reason: string) {
  const act = { actor, reason, expectedGeneration: null, to: "closed" } as const;
  return (circuit: Circuit, now: number) => reset(circuit, act, now);
}

/** A hold that changes nothing for the calls of a closed circuit. */
function holdFor(actor: string, reason: string) {
  const act = { actor, reason, expectedGeneration: null, mode: "forced_closed", length: 3_600_000 } as const;
  return (circuit: Circuit, now: number) => override(circuit, act, now);
}

/** All events of a circuit, oldest first. */
export async function eventsOf(store: Store, circuit: string): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  for (let before: number | undefined; ; ) {
    const { events, nextBefore } = await store.history({ circuits: [circuit], limit: 1000, ...(before && { before }) });
    found.push(...events);
    if (nextBefore === null) return found.reverse();
    before = nextBefore;
  }
}

/** A circuit as it is stored. */
export async function storedCircuit(store: Store, id: string): Promise<Circuit | null> {
  const stored = await store.get("circuits", id);
  return stored === null ? null : (stored.value as unknown as { readonly circuit: Circuit }).circuit;
}
