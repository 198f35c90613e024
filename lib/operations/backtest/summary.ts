import type { Replayed } from "../../backtest/replay.ts";
import { about, counted, figure, times } from "./wording.ts";

/** What a policy would have done, in one sentence. */
export function summaryOf(replayed: Replayed): string {
  const { calls, refused } = replayed;
  if (calls === 0 && refused === 0) return "nothing is on record of that time";
  if (refused === 0) return whatHappened(replayed);
  return `${whatHappened(replayed)}; what would have become of ${counted(refused, "call")} refused at the time, nobody knows`;
}

function whatHappened({ calls, openings, rejected, succeeded }: Replayed): string {
  const opened = openings.most === 0 ? "would not have opened" : `would have opened ${about(openings, times)}`;
  if (rejected.most === 0) return `${opened}, and rejected none of ${counted(calls, "call")}`;
  const regretted = succeeded.most === 0 ? "none" : about(succeeded, figure);
  const rejections = about(rejected, (calls) => counted(calls, "call"));
  return `${opened} and rejected ${rejections}, ${regretted} of which would have succeeded`;
}
