import type { EventView } from "../../contracts/event.ts";
import type { Json, StoredEvent } from "../../stores/store.ts";
import { toInstant } from "../instant.ts";
import { eventSummary } from "./event-summary.ts";

/** Details that are instants, by their stored names, and what the API calls them. */
const INSTANTS: ReadonlyMap<string, string> = new Map([
  ["at", "at"],
  ["recoverAt", "recovery_at"],
  ["until", "expires_at"],
]);

/** Details that are kept as the API writes them, with names and values that people chose. */
const VERBATIM: ReadonlySet<string> = new Set(["changes", "policy", "limits"]);

/** An event as the API shows it. */
export function presentEvent(event: StoredEvent): EventView {
  const { id, circuit, kind, at, actor, reason, instance, details } = event;
  return {
    id,
    circuit,
    kind,
    at: toInstant(at),
    actor,
    reason,
    instance,
    summary: eventSummary(event),
    details: presentDetails(details) as EventView["details"],
  };
}

function presentDetails(value: Json): unknown {
  if (Array.isArray(value)) return value.map(presentDetails);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const instant = INSTANTS.get(name);
      if (instant !== undefined) return [instant, typeof each === "number" ? toInstant(each) : each];
      return [snakeCase(name), VERBATIM.has(name) ? each : presentDetails(each)];
    }),
  );
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
