import Link from "next/link";
import { momentOf } from "@/components/charts/time-axis.ts";
import { stateTones } from "@/components/circuits/appearance.ts";
import { wordOfKind } from "@/components/events/event-look.ts";
import { tones } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import type { HistorySpan } from "@/lib/contracts/history.ts";
import { lengthOf, stateOf } from "./span-words.ts";

const MOST = 50;

interface ChangesListProps {
  spans: readonly HistorySpan[];
  now: number;
  /** Where the page about a trip is. */
  tripHref: (event: number) => string;
}

/** The timeline to read: each state, newest first, with its exact beginning. */
export function ChangesList({ spans, now, tripHref }: ChangesListProps) {
  const newest = spans.toReversed().slice(0, MOST);
  return (
    <details className="group text-[0.8125rem]">
      <summary className="w-fit rounded-sm text-muted touch-target hover:text-ink hover:underline max-sm:flex max-sm:items-center">
        Exact times
      </summary>
      <ol className="mt-2 grid gap-1">
        {newest.map((span) => (
          <li
            key={span.from}
            className="grid grid-cols-[9rem_6.5rem_minmax(0,1fr)] items-baseline gap-x-3 max-sm:grid-cols-[7rem_5.5rem_minmax(0,1fr)]"
          >
            <time dateTime={span.from} title={span.from} className="text-faint">
              {momentOf(Date.parse(span.from), now)}
            </time>
            <span
              className={classNames(
                tones[span.state === null ? "neutral" : stateTones[span.state]],
                "font-medium text-tone",
              )}
            >
              {stateOf(span)}
            </span>
            <span className="text-muted">
              for {lengthOf(span, now)}
              {span.kind === "reset" && ` · ${wordOfKind("reset")}`}
              {span.actor !== null && ` by ${span.actor}`}
              {span.kind === "opened" && span.event !== null && (
                <>
                  {" · "}
                  <Link
                    href={tripHref(span.event)}
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
        ))}
      </ol>
      {spans.length > MOST && <p className="mt-1 text-faint">and {spans.length - MOST} before that</p>}
    </details>
  );
}
