import { duration } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { stateWords } from "../appearance.ts";

type Seen = Pick<CircuitView, "state" | "generation" | "state_since" | "seconds_in_state" | "override">;

/** What has changed about a circuit since it was seen, in sentences; empty where nothing has. */
export function changesSince(seen: Seen, now: Seen): readonly string[] {
  return [...stateChange(seen, now), ...holdChange(seen.override, now.override)];
}

function stateChange(seen: Seen, now: Seen): readonly string[] {
  if (now.generation === seen.generation) return [];
  const was = stateWords[seen.state].toLowerCase();
  const is = stateWords[now.state].toLowerCase();
  const since = now.seconds_in_state < 1 ? "just now" : `for ${duration(now.seconds_in_state)}`;
  return [seen.state === now.state ? `It is ${is} anew, ${since}.` : `It was ${was}, and is ${is} now, ${since}.`];
}

function holdChange(seen: Seen["override"], now: Seen["override"]): readonly string[] {
  if (seen?.at === now?.at) return [];
  return [now === null ? "The hold on it is gone." : `${now.actor} holds it now.`];
}
