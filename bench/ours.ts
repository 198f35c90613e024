import { DEFAULT_POLICY, layerPolicy, type Outcome, type PolicyPatch, SUCCESS } from "../lib/breaker/index.ts";
import { createExecutor, type Executor } from "../lib/pipeline/executor.ts";
import type { CircuitHandle, Grant } from "../lib/registry/circuit-handle.ts";
import { Registry, systemClock } from "../lib/registry/index.ts";
import { MemoryStore } from "../lib/stores/memory/memory-store.ts";
import type { Store } from "../lib/stores/store.ts";
import { CallStatistics } from "../lib/telemetry/call-statistics.ts";
import type { Call, Contestant } from "./contestant.ts";

/** So high that a circuit stays closed, however often it fails. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** The circuit as the registry keeps it, in memory: what a program guards a function with. */
export const ours: Contestant = {
  name: "ours",
  guard: (work) => guard(makeCircuit({ failure_threshold: NEVER }), work),
  open() {
    const circuit = makeCircuit({ failure_threshold: 1, recovery_timeout: 3600 });
    const admission = circuit.admit(null);
    if (admission instanceof Promise || admission.kind === "rejection") throw new Error("a new circuit is closed");
    circuit.settle(admission, failed(new Error("503")));
    return guard(circuit, async () => {
      throw new Error("an open circuit admitted a call");
    });
  },
  idle: makeRegistry,
  idleCount: 100_000,
};

/** The same as somebody writes it who does not count nanoseconds. */
export function guardAwaiting(work: () => Promise<unknown>): Call {
  const circuit = makeCircuit();
  return async () => {
    const admission = await circuit.admit(null);
    if (admission.kind === "rejection") return admission;
    try {
      const output = await work();
      await circuit.settle(admission, SUCCESS);
      return output;
    } catch (error) {
      await circuit.settle(admission, failed(error));
      throw error;
    }
  };
}

/** Guards by a circuit that this policy judges. */
export function guardJudged(policy: PolicyPatch, work: () => Promise<unknown>): Call {
  return guard(makeCircuit(policy), work);
}

/** Guards by a circuit whose every failure is written to `store`. */
export function guardStored(store: Store, work: () => Promise<unknown>): Call {
  return guard(makeCircuit({ failure_threshold: NEVER }, store), work);
}

/** Guards by the circuit in the middle of so many. */
export function guardAmong(count: number, work: () => Promise<unknown>): Call {
  return guard(makeRegistry(count).register(`type-${count / 2}`, policyOf()), work);
}

/** The pipeline's seven stages around some work, counting calls as the panel does, with a timeout of 30 s. */
export function pipeline(run: () => Promise<{ readonly ok: true; readonly output: unknown }>): Executor {
  const node = { run, close: async () => {} };
  const types = new Map([
    ["bench", { name: "bench", revision: 1, policy: DEFAULT_POLICY, circuit: makeCircuit(), callers: null, node }],
  ]);
  const recorder = new CallStatistics(systemClock);
  return createExecutor({ lookup: (name) => types.get(name), limitsOf: () => null, recorder });
}

/**
 * Waits for nothing that is there at once: neither `admit` nor `settle` makes a promise on a healthy circuit. The caller
 * gets the answer of the work itself, once its outcome is recorded.
 */
function guard(circuit: CircuitHandle, work: () => Promise<unknown>): Call {
  function recorded(grant: Grant, answer: Promise<unknown>): Promise<unknown> {
    return answer.then(
      (output) => {
        const settled = circuit.settle(grant, SUCCESS);
        return settled instanceof Promise ? settled.then(() => output) : output;
      },
      (error) => {
        const settled = circuit.settle(grant, failed(error));
        return settled instanceof Promise ? settled.then(() => answer) : answer;
      },
    );
  }
  return () => {
    const admission = circuit.admit(null);
    if (admission instanceof Promise) {
      return admission.then((late) => (late.kind === "rejection" ? late : recorded(late, work())));
    }
    return admission.kind === "rejection" ? admission : recorded(admission, work());
  };
}

function failed(error: unknown): Outcome {
  return { kind: "failure", message: error instanceof Error ? error.message : "error", group: "error" };
}

function makeRegistry(count: number): Registry {
  const registry = new Registry({ store: new MemoryStore(), instance: "bench" });
  const policy = policyOf();
  for (let index = 0; index < count; index += 1) registry.register(`type-${index}`, policy);
  return registry;
}

function makeCircuit(patch: PolicyPatch = {}, store: Store = new MemoryStore()) {
  return new Registry({ store, instance: "bench" }).register("bench", policyOf(patch));
}

function policyOf(patch: PolicyPatch = {}) {
  return { ...layerPolicy(DEFAULT_POLICY, patch), revision: 1 };
}
