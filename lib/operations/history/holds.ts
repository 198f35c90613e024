import type { Override, OverrideMode } from "../../breaker/index.ts";
import type { HistoryHold } from "../../contracts/history.ts";
import type { StoredEvent } from "../../stores/store.ts";
import { toInstant } from "../instant.ts";

/** Kinds of events by which a hold begins and ends. */
export const HOLDS = ["override_set", "override_cleared", "override_expired"];

/** Characters of a reason that are told here; its event has all of them. */
const MOST_REASON = 200;

/**
 * The times in which somebody held a circuit, oldest first, from what is on record of it and from the hold of now.
 * @param events oldest first
 */
export function holdsOf(events: readonly StoredEvent[], current: Override | null): HistoryHold[] {
  const holds: HistoryHold[] = [];
  for (const { kind, at, details, actor, reason } of events) {
    const last = holds.at(-1);
    if (last?.until === null) holds[holds.length - 1] = { ...last, until: toInstant(at) };
    if (kind !== "override_set") continue;
    holds.push({
      mode: details.mode as OverrideMode,
      from: toInstant(at),
      until: null,
      actor,
      reason: clipped(reason),
    });
  }
  if (current === null || holds.at(-1)?.until === null) return holds;
  const { mode, at, actor, reason } = current;
  return [...holds, { mode, from: toInstant(at), until: null, actor, reason: clipped(reason) }];
}

function clipped(reason: string | null): string | null {
  return reason === null ? null : reason.slice(0, MOST_REASON);
}
