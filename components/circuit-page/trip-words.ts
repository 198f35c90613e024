import type { Figure } from "@/components/events/verdict-figures.ts";
import { count, duration } from "@/lib/client/format.ts";
import type { TripReply } from "@/lib/contracts/history.ts";

/** What came of an opening, figure by figure. */
export function outcomeOf(told: TripReply): readonly Figure[] {
  const { trip, end, failed_tests, lost_tests, after_count, server_time } = told;
  if (after_count === null) return [{ name: "outage", value: "too eventful to tell; the events have it" }];
  return [
    { name: end === null ? "not closed since" : "until closed", value: secondsFrom(trip.at, end?.at ?? server_time) },
    ...(end === null ? [] : [{ name: "closed by", value: closedBy(end) }]),
    { name: "failed test calls", value: count(failed_tests) },
    ...(lost_tests === 0 ? [] : [{ name: "lost test calls", value: count(lost_tests) }]),
  ];
}

/** When it came, by how long after the opening: `+5 m 2 s`. */
export function afterTrip(trip: string, at: string): string {
  return `+${secondsFrom(trip, at)}`;
}

function closedBy({ kind, actor, reason }: NonNullable<TripReply["end"]>): string {
  if (kind !== "reset") return "a test call";
  return `${actor ?? "somebody"}, by hand${reason === null ? "" : `: “${reason}”`}`;
}

function secondsFrom(from: string, to: string): string {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return seconds > 0 && seconds < 1 ? "<1 s" : duration(seconds);
}
