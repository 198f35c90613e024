import type { CircuitState } from "../../breaker/index.ts";
import type { HistorySpan } from "../../contracts/history.ts";
import type { StoredEvent } from "../../stores/store.ts";
import { toInstant } from "../instant.ts";

/** Kinds of events by which a circuit's state changes. */
export const CHANGES = ["opened", "half_opened", "closed", "reset"];

interface Around {
  /** Where the spans begin: milliseconds since the epoch, as all here. */
  readonly from: number;
  /** What the circuit is now, and since when. */
  readonly state: CircuitState;
  readonly since: number;
  /** From when on all changes are on record. */
  readonly knownFrom: number;
}

/**
 * The times in which a circuit was in one state, without a gap, from the changes on record.
 * @param events oldest first
 */
export function spansOf(events: readonly StoredEvent[], { from, state, since, knownFrom }: Around): HistorySpan[] {
  const start = Math.max(from, knownFrom);
  const [first] = events;
  const all: Span[] = [
    { state: null, from, event: null },
    { state: first ? stateBefore(first) : since <= start ? state : null, from: start, event: null },
    ...events.map((event) => ({ state: stateAfter(event), from: Math.max(start, event.at), event })),
  ];
  if (all.at(-1)?.state !== state) all.push({ state, from: Math.max(start, since), event: null });
  const lasting = all.filter((span, index) => span.from !== all[index + 1]?.from);
  const changing = lasting.filter((span, index) => index === 0 || span.state !== lasting[index - 1]?.state);
  return changing.map((span, index) => present(span, changing[index + 1]?.from ?? null));
}

interface Span {
  readonly state: CircuitState | null;
  readonly from: number;
  readonly event: StoredEvent | null;
}

function present({ state, from, event }: Span, until: number | null): HistorySpan {
  return {
    state,
    from: toInstant(from),
    until: until === null ? null : toInstant(until),
    states: 1,
    event: event?.id ?? null,
    kind: event?.kind ?? null,
    actor: event?.actor ?? null,
  };
}

function stateAfter({ kind, details }: StoredEvent): CircuitState {
  if (kind === "opened") return "open";
  if (kind === "half_opened") return "half_open";
  return kind === "reset" && details.to === "half_open" ? "half_open" : "closed";
}

function stateBefore({ kind, details }: StoredEvent): CircuitState {
  if (kind === "half_opened") return "open";
  if (kind === "closed") return "half_open";
  return (kind === "opened" ? details.from : details.previousState) as CircuitState;
}
