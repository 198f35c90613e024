import { Badge } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { counted } from "@/lib/client/format.ts";
import type { TraceView as Trace } from "@/lib/contracts/execute.ts";
import { type Bar, barsOf, fineTime, toldOf } from "./trace.ts";

/** What each of the seven stages did, how long it took, and what the breaker was told in the end. */
export function TraceView({ trace }: { trace: Trace }) {
  const told = toldOf(trace);
  return (
    <section aria-label="Trace" className="grid gap-3">
      <h3 className="flex flex-wrap items-baseline justify-between gap-x-3 font-semibold text-[0.8125rem] text-muted">
        Trace
        <span className="font-normal text-faint">
          {fineTime(trace.total_ms)} in all · {counted(trace.attempts, "attempt")}
        </span>
      </h3>
      <ol className="grid gap-1.5">
        {barsOf(trace).map((bar) => (
          <Stage key={bar.key} bar={bar} />
        ))}
      </ol>
      <p className="text-[0.8125rem]">
        <span className="text-muted">The breaker was told: </span>
        <Badge tone={told.tone}>{told.word}</Badge> <span className="text-muted">{told.meaning}</span>
      </p>
    </section>
  );
}

function Stage({ bar }: { bar: Bar }) {
  const { name, result, ms, reached, inner, from, width } = bar;
  return (
    <li
      className={classNames(
        "grid grid-cols-[minmax(0,1fr)_5rem] items-center gap-x-3 gap-y-0.5 text-[0.8125rem]",
        "sm:grid-cols-[9.5rem_6.5rem_minmax(0,1fr)_4.5rem]",
        !reached && "text-faint",
      )}
    >
      <span className={classNames(inner && "pl-4 text-muted")}>{name}</span>
      <span className={classNames("max-sm:text-right", reached && "font-medium")}>{result}</span>
      <span aria-hidden="true" className="relative h-2 rounded-full bg-line max-sm:order-last">
        {reached && (
          <span
            className={classNames("absolute inset-y-0 min-w-[3px] rounded-full", inner ? "bg-edge" : "bg-accent-fill")}
            style={{ left: `min(${from}%, calc(100% - 3px))`, width: `${width}%` }}
          />
        )}
      </span>
      <span className="text-right text-muted max-sm:order-last">{reached ? fineTime(ms) : "–"}</span>
    </li>
  );
}
