import type { Tone } from "@/components/ui/badge.tsx";
import { sharePercent } from "@/lib/client/format.ts";
import type { CircuitStateName, CircuitView } from "@/lib/contracts/circuit.ts";

export const stateWords: Record<CircuitStateName, string> = { closed: "Closed", open: "Open", half_open: "Half-open" };
export const stateTones: Record<CircuitStateName, Tone> = { closed: "ok", open: "bad", half_open: "warn" };

export interface Appearance {
  /** What the circuit does to calls, in a word. */
  readonly word: string;
  /** What is to be said before that word. */
  readonly caveat: string | null;
  /** What is to be said after it. */
  readonly note: string | null;
  readonly glyph: CircuitStateName;
  readonly tone: Tone;
}

type Seen = Pick<CircuitView, "state" | "override" | "share">;

/** The share of calls that a closed circuit lets through by itself; null where it is all of them. */
export function throttledShare({ state, override, share }: Seen): number | null {
  if (state !== "closed" || share === null || share >= 1) return null;
  return override === null || override.mode === "dry_run" ? share : null;
}

/**
 * How a circuit looks. A forced one looks like what it does to calls, not like what it would do by itself; what is not
 * known any more is grey.
 */
export function appearanceOf(circuit: Seen, stale: boolean): Appearance {
  const look = looks(circuit);
  return stale
    ? { ...look, word: look.word.toLowerCase(), caveat: "Last known:", tone: "stale" }
    : { ...look, caveat: null };
}

function looks(circuit: Seen): Omit<Appearance, "caveat"> {
  const { state, override } = circuit;
  if (override?.mode === "forced_open") return { word: "Held open", note: null, glyph: "open", tone: "bad" };
  if (override?.mode === "forced_closed") return { word: "Held closed", note: null, glyph: "closed", tone: "warn" };
  const share = throttledShare(circuit);
  if (share === null) return { word: stateWords[state], note: null, glyph: state, tone: stateTones[state] };
  const lets = override === null ? "lets" : "would let";
  return {
    word: stateWords.closed,
    note: `${lets} ${sharePercent(share)} of calls through`,
    glyph: "closed",
    tone: "warn",
  };
}

/** The word with what belongs to it, to be heard. */
export function spoken({ word, caveat, note }: Appearance): string {
  return `${caveat === null ? "" : `${caveat} `}${word}${note === null ? "" : `, ${note}`}`;
}
