import { momentOf } from "@/components/charts/time-axis.ts";
import { stateWords } from "@/components/circuits/appearance.ts";
import { duration } from "@/lib/client/format.ts";
import type { HistorySpan } from "@/lib/contracts/history.ts";

/** `Open from 14:02:11 to 14:07:11, 5 m`. */
export function spanInWords(span: HistorySpan, now: number): string {
  const from = Date.parse(span.from);
  const until = span.until === null ? null : Date.parse(span.until);
  const end = until === null ? "until now" : `to ${momentOf(until, now)}`;
  return `${stateOf(span)} from ${momentOf(from, now)} ${end}, ${lengthOf(span, now)}`;
}

export function stateOf({ state }: HistorySpan): string {
  return state === null ? "Not on record" : stateWords[state];
}

/** How long it lasted, or lasts. */
export function lengthOf({ from, until }: HistorySpan, now: number): string {
  const seconds = ((until === null ? now : Date.parse(until)) - Date.parse(from)) / 1000;
  return seconds < 1 ? "<1 s" : duration(seconds);
}
