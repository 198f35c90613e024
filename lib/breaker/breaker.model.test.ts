import fc from "fast-check";
import { expect, test } from "vitest";
import { commands } from "./model/commands.ts";
import { policies } from "./model/policies.ts";
import { World } from "./model/world.ts";
import { PROPERTY_TIMEOUT, propertyRuns } from "./testkit.ts";

const USUAL_RUNS = 1500;
const RUNS = propertyRuns(USUAL_RUNS);
const COMMANDS_PER_RUN = 150;

/** How often each must have happened at the least in the usual number of runs: a quarter of what is usual, or less. */
const COMMON: Readonly<Record<string, number>> = {
  "clock went back, a deadline moved": 400,
  "closed to open": 850,
  "closed with a ramp": 250,
  "failures beyond what is kept": 20,
  "half_open stays for want of successes": 300,
  "half_open to closed": 400,
  "half_open to open": 1150,
  "judged by calls": 200,
  "judged by seconds": 100,
  "late settlement dropped": 4150,
  "lease expired": 200,
  "limit reached under forced_closed": 100,
  "looked at half_open that nobody wrote": 20,
  "open to half_open": 1650,
  "opened by a call that succeeded": 90,
  "opened by adaptive": 40,
  "opened by consecutive": 450,
  "opened by failure_rate": 200,
  "opened by probe": 1150,
  "opened by slow_call_rate": 100,
  "opened, one of several": 450,
  "openings begin again after a rest": 50,
  "override expired": 200,
  "override lifted": 30,
  "override lifted where none was": 200,
  "override refused: generation_moved": 400,
  "override replaced": 50,
  "override set: dry_run": 100,
  "override set: forced_closed": 100,
  "override set: forced_open": 100,
  "pass under forced_closed over half_open": 750,
  "pass under forced_closed over open": 250,
  "passed in spite of a share": 1350,
  "policy edited": 700,
  "policy edited, calls dropped": 60,
  "policy edited, calls kept": 40,
  "probe settled after its lease": 19,
  "probe settled twice": 750,
  "ramp begun again by a failure": 200,
  "ramp over by time": 100,
  "rejected: forced_open": 1900,
  "rejected: open": 23050,
  "rejected: probes_in_flight": 1900,
  "rejected: throttled": 200,
  "reset of closed": 100,
  "reset of half_open": 150,
  "reset of open": 200,
  "reset refused: already_closed": 100,
  "reset refused: generation_moved": 400,
  "reset to half_open": 200,
  "several deadlines in one step": 100,
  "slow calls in a dossier": 350,
  "the processes let different shares through": 700,
  "third opening in a row or later": 1050,
  "throttled by both": 5,
  "throttled by the ramp": 150,
  "throttled by what was seen": 50,
  "throttled in a dry run": 12,
  "void permit": 1550,
  "wait at its cap": 40,
  "wait drawn": 400,
  "wait drawn, at its least": 50,
  "wait grown": 100,
};

test("the breaker does what a plain telling of its semantics does, whatever the order of events", {
  timeout: PROPERTY_TIMEOUT,
}, () => {
  const counts = new Map<string, number>();
  const count = (happening: string) => counts.set(happening, (counts.get(happening) ?? 0) + 1);
  fc.assert(
    fc.property(policies, fc.commands([commands], { size: "max", maxCommands: COMMANDS_PER_RUN }), (policy, run) => {
      fc.modelRun(() => ({ model: {}, real: new World(policy, count) }), run);
    }),
    { numRuns: RUNS },
  );
  if (RUNS < USUAL_RUNS) return;
  for (const [happening, least] of Object.entries(COMMON)) {
    expect(counts.get(happening) ?? 0, `how often: ${happening}`).toBeGreaterThanOrEqual(least);
  }
});
