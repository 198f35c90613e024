import { type LimitsOf, WorkspaceUses } from "../pipeline/workspace-uses.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import type { Heartbeat } from "./heartbeat.ts";
import { Instances } from "./instances.ts";
import { OwnInstance } from "./own-instance.ts";
import { Pulse } from "./pulse.ts";
import { SharedLimits } from "./shared-limits.ts";

export const NOON = Date.UTC(2026, 0, 10, 12, 0, 0);

/** A store that processes share, with a clock that stands until it is moved. */
export function sharedHouse(limitsOf: LimitsOf = () => null) {
  const clock = { time: NOON };
  const now = () => clock.time;
  const store = new MemoryStore(now);

  /** Starts a process that beats when it is told to. */
  function start(name: string, kind: Heartbeat["kind"] = "service") {
    const circuits: Heartbeat["circuits"] = {};
    const warnings: string[] = [];
    const own = new OwnInstance({
      name,
      kind,
      version: "1.2.3",
      now,
      degradedSince: () => null,
      circuits: () => circuits,
    });
    const uses = new WorkspaceUses({ now, isShared: true });
    const limits = new SharedLimits(own, { uses, limitsOf, isAny: () => true });
    const pulse = new Pulse({ store, own, limits, warn: (message) => warnings.push(message) });
    const instances = new Instances({ own, store, now });

    /** Tells the others, and hears them. */
    async function sync() {
      await pulse.beat();
      await instances.refresh();
      limits.hear(instances);
    }
    return { own, pulse, instances, circuits, warnings, uses, sync };
  }

  return { clock, store, start };
}
