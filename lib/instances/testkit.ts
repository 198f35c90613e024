import { MemoryStore } from "../stores/memory/memory-store.ts";
import type { Heartbeat } from "./heartbeat.ts";
import { Instances } from "./instances.ts";
import { OwnInstance } from "./own-instance.ts";
import { Pulse } from "./pulse.ts";

export const NOON = Date.UTC(2026, 0, 10, 12, 0, 0);

/** A store that processes share, with a clock that stands until it is moved. */
export function sharedHouse() {
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
    const pulse = new Pulse({ store, own, warn: (message) => warnings.push(message) });
    const instances = new Instances({ own, store, now });
    return { own, pulse, instances, circuits, warnings };
  }

  return { clock, store, start };
}
