import type { Tone } from "@/components/ui/badge.tsx";
import { duration } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { stateTones } from "../appearance.ts";

/** What was done: closed by hand or put to the test, held, or let go again. */
export type ActKind = "reset" | "hold" | "lift";

type Seen = Pick<CircuitView, "state" | "generation" | "state_since" | "override"> & {
  readonly half_open: { in_flight: number };
};

/** What came of an act. */
export interface Verdict {
  /** Whether the circuit has changed since; until then, it is worth watching on. */
  readonly settled: boolean;
  readonly tone: Tone;
  readonly text: string;
}

/** How long a reset is watched, in seconds: most that fail do so with the next calls. */
export const WATCH_SECONDS = 60;

/** Compares the circuit as the act left it with what it is now, by the server's own times. */
export function verdictOf(kind: ActKind, after: Seen, now: Seen): Verdict {
  // An answer that was under way while the act was done tells of the time before it.
  if (now.generation < after.generation) return verdictOf(kind, after, after);
  if (kind === "hold") return verdictOfHold(after);
  if (now.generation === after.generation) return kind === "lift" ? lifted(now) : pending(now);
  const later = duration((Date.parse(now.state_since) - Date.parse(after.state_since)) / 1000);
  return kind === "lift" ? changedByItself(now) : verdictOfReset(after, now, later);
}

function verdictOfReset(after: Seen, now: Seen, later: string): Verdict {
  if (now.state === "open") {
    const text =
      after.state === "closed" ? `Re-opened after ${later}` : `The test call failed: open again after ${later}`;
    return { settled: true, tone: "bad", text };
  }
  if (now.state === "closed") {
    const text = after.state === "half_open" ? `The test call succeeded: closed after ${later}` : "Was reset once more";
    return { settled: true, tone: "ok", text };
  }
  return { settled: true, tone: "warn", text: `Half-open after ${later}` };
}

const HELD = {
  forced_open: "Held open: every call is refused",
  forced_closed: "Held closed: every call goes through",
  dry_run: "Dry run: nothing is refused",
};

/** What was done, whatever polls say that were under way before it. */
function verdictOfHold({ override }: Seen): Verdict {
  return { settled: false, tone: "info", text: override === null ? "No longer held" : HELD[override.mode] };
}

const STATES = { closed: "closed, calls run", open: "open, calls are refused", half_open: "half-open, to be tested" };

function lifted({ state }: Seen): Verdict {
  return { settled: false, tone: stateTones[state], text: `No longer held: ${STATES[state]}` };
}

function changedByItself({ state }: Seen): Verdict {
  return { settled: true, tone: stateTones[state], text: `No longer held, and by itself ${STATES[state]}` };
}

function pending({ state, half_open }: Seen): Verdict {
  if (state === "closed") return { settled: false, tone: "ok", text: "Closed: calls run again" };
  const text = half_open.in_flight > 0 ? "A test call is running" : "Half-open: the next call is the test";
  return { settled: false, tone: "warn", text };
}
