import { duration } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";

type Seen = Pick<CircuitView, "state" | "generation" | "state_since"> & { readonly half_open: { in_flight: number } };

/** What came of a reset. */
export interface Verdict {
  /** Whether the circuit has changed since; until then, it is worth watching on. */
  readonly settled: boolean;
  readonly tone: "ok" | "bad" | "warn" | "info";
  readonly text: string;
}

/** How long a reset is watched, in seconds: most that fail do so with the next calls. */
export const WATCH_SECONDS = 60;

/** Compares the circuit as the reset left it with what it is now, by the server's own times. */
export function verdictOf(after: Seen, now: Seen): Verdict {
  // An answer that was under way while the reset was made tells of the time before it.
  if (now.generation <= after.generation) return pending(now.generation < after.generation ? after : now);
  const later = duration((Date.parse(now.state_since) - Date.parse(after.state_since)) / 1000);
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

function pending({ state, half_open }: Seen): Verdict {
  if (state === "closed") return { settled: false, tone: "ok", text: "Closed: calls run again" };
  const text = half_open.in_flight > 0 ? "A test call is running" : "Half-open: the next call is the test";
  return { settled: false, tone: "warn", text };
}
