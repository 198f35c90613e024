import type { HistorySpan } from "../../contracts/history.ts";

/** More spans than this are condensed, into twice as many cells' worth at the most. */
const MOST_SPANS = 200;
const CELLS = 120;

const SEVERITY = { open: 3, half_open: 2, closed: 1 } as const;

/** Milliseconds since the epoch. */
interface Period {
  readonly from: number;
  readonly until: number;
}

/**
 * The spans themselves where there are few; else with those that are shorter than a cell of the period, and begin in
 * the same one, told together. What lasted is always told by itself, and exactly.
 */
export function condensed(spans: HistorySpan[], period: Period): HistorySpan[] {
  if (spans.length <= MOST_SPANS) return spans;
  const cellMs = (period.until - period.from) / CELLS;
  const cellOf = ({ from }: HistorySpan) => Math.floor((Date.parse(from) - period.from) / cellMs);
  const isShort = ({ from, until }: HistorySpan) => until !== null && Date.parse(until) - Date.parse(from) < cellMs;
  const told: HistorySpan[] = [];
  for (const span of spans) {
    const last = told.at(-1);
    if (last !== undefined && cellOf(last) === cellOf(span) && isShort(last) && isShort(span)) {
      told[told.length - 1] = together(last, span);
    } else told.push(span);
  }
  return told;
}

function together(one: HistorySpan, other: HistorySpan): HistorySpan {
  const worst = severityOf(other) > severityOf(one) ? other : one;
  return {
    state: worst.state,
    from: one.from,
    until: other.until,
    states: one.states + other.states,
    event: null,
    kind: null,
    actor: null,
  };
}

function severityOf({ state }: HistorySpan): number {
  return state === null ? 0 : SEVERITY[state];
}
