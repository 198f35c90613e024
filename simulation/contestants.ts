import type { PolicyPatch } from "../lib/breaker/index.ts";
import { circuit } from "./circuit-guard.ts";
import type { Contestant } from "./guard.ts";
import { sreBook } from "./sre-book.ts";

/** Sends everything: what the others are measured by. */
export const noBreaker: Contestant = {
  name: "no breaker",
  guard: () => ({ admit: () => () => {}, share: () => 1, close() {} }),
};

export const failureRate = circuit("failure_rate", { strategy: "failure_rate" });
export const adaptive = circuit("adaptive", { strategy: "adaptive" });

/** The one that the documents recommend where success comes and goes. */
export const prompt = tuned("recovery_timeout 30", { recovery_timeout: 30 });

/** The strategies with the defaults of the policy, a pair of them, and the rule of the book. */
export const contestants: readonly Contestant[] = [
  noBreaker,
  circuit("consecutive", {}),
  failureRate,
  adaptive,
  circuit("adaptive + 50 in a row", { strategy: ["adaptive", "consecutive"], failure_threshold: 50 }),
  sreBook,
];

/** `adaptive` with one value or two changed at a time. */
export const tunings: readonly Contestant[] = [
  adaptive,
  tuned("multiplier 1", { adaptive: { multiplier: 1 } }),
  tuned("multiplier 1.5", { adaptive: { multiplier: 1.5 } }),
  tuned("multiplier 3", { adaptive: { multiplier: 3 } }),
  tuned("floor 0.01", { adaptive: { floor: 0.01 } }),
  tuned("floor 0.2", { adaptive: { floor: 0.2 } }),
  tuned("open_below 0", { adaptive: { open_below: 0 } }),
  tuned("open_below 0.05", { adaptive: { open_below: 0.05 } }),
  tuned("open_below 0.2", { adaptive: { open_below: 0.2 } }),
  tuned("minimum_calls 20", { minimum_calls: 20 }),
  tuned("window_seconds 20", { window_seconds: 20 }),
  prompt,
  tuned("recovery_timeout 30, window_seconds 20", { recovery_timeout: 30, window_seconds: 20 }),
  tuned("recovery_timeout 30, and 50 in a row", {
    strategy: ["adaptive", "consecutive"],
    failure_threshold: 50,
    recovery_timeout: 30,
  }),
];

export const rampOff = ramp(0);
export const rampOn = ramp(120);
export const ramps: readonly Contestant[] = [rampOff, ramp(60), rampOn];

/** The default strategy, testing every half minute, that lets calls back in over so many seconds. */
function ramp(ramp_seconds: number): Contestant {
  return circuit(`ramp_seconds ${ramp_seconds}`, { recovery_timeout: 30, ramp_seconds });
}

function tuned(name: string, patch: PolicyPatch): Contestant {
  return circuit(name, { strategy: "adaptive", ...patch });
}
