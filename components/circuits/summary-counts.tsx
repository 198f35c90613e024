"use client";

import { useFreshness } from "@/components/shell/freshness.tsx";
import { showFilter } from "@/components/shell/use-circuit-filter.ts";
import { tones } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import type { CircuitFilter } from "@/lib/client/circuit-filter.ts";
import { count } from "@/lib/client/format.ts";
import type { CircuitStateName, StatusReply } from "@/lib/contracts/circuit.ts";
import { stateTones, stateWords } from "./appearance.ts";
import { BreakerGlyph } from "./breaker-glyph.tsx";

const order: readonly CircuitStateName[] = ["open", "half_open", "closed"];

interface SummaryCountsProps {
  summary: StatusReply["summary"];
  filter: CircuitFilter;
  /** Null until it has been loaded. */
  avoidedToday: number | null;
}

/** How many circuits are in which state; each count shows only those, and again all. */
export function SummaryCounts({ summary, filter, avoidedToday }: SummaryCountsProps) {
  const { stale } = useFreshness();
  return (
    <div className="flex flex-wrap gap-2 max-sm:w-full sm:gap-2.5">
      {order.map((state) => (
        <StateCount key={state} state={state} count={summary[state]} filter={filter} />
      ))}
      <p
        className={classNames(
          "flex items-center gap-2.5 rounded-xl border border-line bg-surface px-4 py-2 text-[0.8125rem] text-muted max-sm:w-full",
          stale && "hatched",
        )}
      >
        <strong className="font-semibold text-[1.375rem] text-ink leading-none tracking-tight">
          {avoidedToday === null ? "–" : count(avoidedToday)}
        </strong>
        calls avoided today
      </p>
    </div>
  );
}

function StateCount({
  state,
  count: circuits,
  filter,
}: {
  state: CircuitStateName;
  count: number;
  filter: CircuitFilter;
}) {
  const { stale } = useFreshness();
  const pressed = filter.state === state;
  const tone = stale ? "stale" : circuits > 0 ? stateTones[state] : "neutral";
  return (
    <button
      type="button"
      aria-pressed={pressed}
      data-testid={`count-${state}`}
      onClick={() => showFilter({ ...filter, state: pressed ? undefined : state })}
      className={classNames(
        tones[tone],
        "flex items-center gap-2 rounded-xl border bg-surface px-3.5 py-2 text-[0.8125rem] text-muted touch-target",
        "whitespace-nowrap hover:bg-hover sm:gap-2.5 max-sm:flex-auto max-sm:justify-center max-sm:px-2",
        pressed ? "border-tone bg-tone-soft! text-ink!" : "border-line",
        stale && "hatched",
      )}
    >
      <BreakerGlyph state={state} className={classNames("size-5.5", circuits > 0 ? "text-tone" : "text-faint")} />
      <strong
        className={classNames(
          "font-semibold text-[1.375rem] leading-none tracking-tight",
          circuits > 0 && state !== "closed" ? "text-tone" : "text-ink",
        )}
      >
        {count(circuits)}
      </strong>
      {stateWords[state].toLowerCase()}
    </button>
  );
}
