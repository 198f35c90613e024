import Link from "next/link";
import { stateTones } from "@/components/circuits/appearance.ts";
import { wordOfKind } from "@/components/events/event-look.ts";
import { tones } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import type { HistorySpan } from "@/lib/contracts/history.ts";
import { ExactTime } from "./exact-time.tsx";
import { changesIn, lengthOf, stateOf } from "./span-words.ts";

interface ChangeLineProps {
  span: HistorySpan;
  now: number;
  tripHref: (event: number) => string;
}

/** One state: since when, for how long, by whom, and why. */
export function ChangeLine({ span, now, tripHref }: ChangeLineProps) {
  const { state, from, kind, actor, event } = span;
  const changes = changesIn(span);
  return (
    <li className="col-span-full grid grid-cols-subgrid items-baseline">
      <ExactTime at={Date.parse(from)} now={now} />
      <span className={classNames(tones[state === null ? "neutral" : stateTones[state]], "font-medium text-tone")}>
        {stateOf(span)}
      </span>
      <span className="text-muted max-sm:col-span-2">
        for {lengthOf(span, now)}
        {changes !== null && `, ${changes}`}
        {kind === "reset" && ` · ${wordOfKind("reset")}`}
        {actor !== null && ` by ${actor}`}
        {kind === "opened" && event !== null && (
          <>
            {" · "}
            <Link
              href={tripHref(event)}
              scroll={false}
              prefetch={false}
              className="rounded-sm underline touch-target hover:text-ink"
            >
              why
            </Link>
          </>
        )}
      </span>
    </li>
  );
}
