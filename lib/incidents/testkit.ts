import type { CircuitState } from "../breaker/index.ts";
import type { Standing } from "./outages.ts";
import type { TroubleEvent } from "./trouble-event.ts";

let written = 0;

/** An event at a second, written after those that were made before it. */
export function happened(
  at: number,
  circuit: string,
  kind: string,
  state: CircuitState | null = kind === "opened" ? "closed" : null,
): TroubleEvent {
  written += 1;
  return { id: written, circuit, kind, at: at * 1000, state };
}

/** Circuits are what the log says. */
export const AS_LOGGED: Standing = () => ({ state: "open", since: 0 });
