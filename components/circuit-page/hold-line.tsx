import { momentOf } from "@/components/charts/time-axis.ts";
import type { HistoryHold } from "@/lib/contracts/history.ts";
import { ExactTime } from "./exact-time.tsx";

const words: Readonly<Record<HistoryHold["mode"], string>> = {
  forced_open: "Held open",
  forced_closed: "Held closed",
  dry_run: "Dry run",
};

/** One hold: from when until when, by whom, and why. */
export function HoldLine({ hold: { mode, from, until, actor, reason }, now }: { hold: HistoryHold; now: number }) {
  return (
    <li className="col-span-full grid grid-cols-subgrid items-baseline">
      <ExactTime at={Date.parse(from)} now={now} />
      <span className="font-medium">{words[mode]}</span>
      <span className="text-muted [overflow-wrap:anywhere] max-sm:col-span-2">
        {until === null ? "until now" : `until ${momentOf(Date.parse(until), now)}`}
        {actor !== null && ` by ${actor}`}
        {reason !== null && <q className="before:content-['_“'] after:content-['”']">{reason}</q>}
      </span>
    </li>
  );
}
