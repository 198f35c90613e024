import type { Tone } from "@/components/ui/badge.tsx";
import type { CircuitStateName, CircuitView } from "@/lib/contracts/circuit.ts";

export const stateWords: Record<CircuitStateName, string> = { closed: "Closed", open: "Open", half_open: "Half-open" };
export const stateTones: Record<CircuitStateName, Tone> = { closed: "ok", open: "bad", half_open: "warn" };

export interface Appearance {
  /** What the circuit does to calls, in a word. */
  readonly word: string;
  /** What is to be said before that word. */
  readonly caveat: string | null;
  readonly glyph: CircuitStateName;
  readonly tone: Tone;
}

/**
 * How a circuit looks. A forced one looks like what it does to calls, not like what it would do by itself; what is not
 * known any more is grey.
 */
export function appearanceOf({ state, override }: Pick<CircuitView, "state" | "override">, stale: boolean): Appearance {
  const { word, glyph, tone } = looks(state, override?.mode ?? null);
  return stale
    ? { word: word.toLowerCase(), caveat: "Last known:", glyph, tone: "stale" }
    : { word, caveat: null, glyph, tone };
}

function looks(
  state: CircuitStateName,
  mode: NonNullable<CircuitView["override"]>["mode"] | null,
): Omit<Appearance, "caveat"> {
  if (mode === "forced_open") return { word: "Held open", glyph: "open", tone: "bad" };
  if (mode === "forced_closed") return { word: "Held closed", glyph: "closed", tone: "warn" };
  return { word: stateWords[state], glyph: state, tone: stateTones[state] };
}

/** The word with its caveat, to be heard. */
export function spoken({ word, caveat }: Appearance): string {
  return caveat === null ? word : `${caveat} ${word}`;
}
