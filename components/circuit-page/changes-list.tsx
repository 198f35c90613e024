import { classNames } from "@/components/ui/class-names.ts";
import { count } from "@/lib/client/format.ts";
import type { HistoryReply } from "@/lib/contracts/history.ts";
import { ChangeLine } from "./change-line.tsx";
import { HoldLine } from "./hold-line.tsx";

const MOST = 50;
const COLUMNS = "grid grid-cols-[auto_auto_minmax(0,1fr)] gap-x-4 gap-y-1 max-sm:grid-cols-[1fr_auto]";

interface ChangesListProps {
  history: Pick<HistoryReply, "spans" | "holds">;
  now: number;
  /** Where the page about a trip is. */
  tripHref: (event: number) => string;
}

/** The timeline to read: each state, newest first, with its exact beginning; and who held the circuit. */
export function ChangesList({ history: { spans, holds }, now, tripHref }: ChangesListProps) {
  const newest = spans.toReversed().slice(0, MOST);
  return (
    <details className="group text-[0.8125rem] print:hidden">
      <summary className="w-fit rounded-sm text-muted touch-target hover:text-ink hover:underline max-sm:flex max-sm:items-center">
        Exact times
      </summary>
      <ol aria-label="States, newest first" className={classNames(COLUMNS, "mt-2")}>
        {newest.map((span) => (
          <ChangeLine key={span.from} span={span} now={now} tripHref={tripHref} />
        ))}
      </ol>
      {spans.length > MOST && <p className="mt-1 text-faint">and {count(spans.length - MOST)} before that</p>}
      {holds.length > 0 && (
        <ol aria-label="Holds, newest first" className={classNames(COLUMNS, "mt-3 border-line border-t pt-3")}>
          {holds.toReversed().map((hold) => (
            <HoldLine key={hold.from} hold={hold} now={now} />
          ))}
        </ol>
      )}
    </details>
  );
}
