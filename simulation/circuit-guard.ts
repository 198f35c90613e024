import { DEFAULT_POLICY, layerPolicy, type Outcome, type PolicyPatch, SUCCESS } from "../lib/breaker/index.ts";
import { Registry } from "../lib/registry/index.ts";
import { MemoryStore } from "../lib/stores/memory/memory-store.ts";
import type { Awaitable } from "../lib/stores/store.ts";
import type { Contestant, Guard } from "./guard.ts";

const FAILURE: Outcome = Object.freeze({ kind: "failure", message: "503 Service Unavailable", group: "503" });

/** A circuit of the panel's own registry, on the store in memory: the default policy with `patch` over it. */
export function circuit(name: string, patch: PolicyPatch): Contestant {
  return { name, guard: (clock, random) => guardBy(patch, clock, random) };
}

function guardBy(patch: PolicyPatch, ...[clock, random]: Parameters<Contestant["guard"]>): Guard {
  const store = new MemoryStore(() => clock.now());
  const registry = new Registry({ store, clock, random, instance: "simulation" });
  const registered = registry.register("dependency", { ...layerPolicy(DEFAULT_POLICY, patch), revision: 1 });
  return {
    admit() {
      const admission = atOnce(registered.admit(null));
      if (admission.kind === "rejection") return null;
      return (isGood, ms) => atOnce(registered.settle(admission, isGood ? SUCCESS : FAILURE, ms));
    },
    share: () => registered.describe().share ?? 0,
    close: () => registry.close(),
  };
}

/** The store in memory answers at once. Were it to take a turn of the event loop, the virtual time would run on. */
function atOnce<T>(answer: Awaitable<T>): T {
  if (answer instanceof Promise) throw new Error("the store did not answer at once");
  return answer;
}
