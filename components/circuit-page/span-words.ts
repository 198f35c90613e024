import { momentOf } from "@/components/charts/time-axis.ts";
import { stateWords } from "@/components/circuits/appearance.ts";
import { counted, duration } from "@/lib/client/format.ts";
import type { HistorySpan } from "@/lib/contracts/history.ts";

const MOST_NAMED = 3;

/** `Open from 14:02:11 to 14:07:11, 5 m`. */
export function spanInWords(span: HistorySpan, now: number): string {
  const from = Date.parse(span.from);
  const until = span.until === null ? null : Date.parse(span.until);
  const end = until === null ? "until now" : `to ${momentOf(until, now)}`;
  const changes = changesIn(span);
  return `${stateOf(span)} from ${momentOf(from, now)} ${end}, ${lengthOf(span, now)}${changes === null ? "" : `, ${changes}`}`;
}

export function stateOf({ state }: HistorySpan): string {
  return state === null ? "Not on record" : stateWords[state];
}

/** `4 changes`, of a time that is told together; null of a state that is told by itself. */
export function changesIn({ states }: HistorySpan): string | null {
  return states === 1 ? null : `with ${counted(states - 1, "more change")}, too short to tell apart`;
}

/**
 * What the circuit was from one instant to another: `closed`, `closed, open from 14:02:11`. At most three are named.
 * Empty where that is the time to come.
 */
export function statesBetween(spans: readonly HistorySpan[], from: number, until: number, now: number): string {
  const within = spans.filter(
    (span) => Date.parse(span.from) < until && (span.until === null || Date.parse(span.until) > from),
  );
  const named = within.slice(0, MOST_NAMED).map((span) => {
    const start = Date.parse(span.from);
    const word = stateOf(span).toLowerCase();
    return start > from ? `${word} from ${momentOf(start, now)}` : word;
  });
  const more = within.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

/** How long it lasted, or lasts. */
export function lengthOf({ from, until }: HistorySpan, now: number): string {
  const seconds = ((until === null ? now : Date.parse(until)) - Date.parse(from)) / 1000;
  return seconds < 1 ? "<1 s" : duration(seconds);
}
