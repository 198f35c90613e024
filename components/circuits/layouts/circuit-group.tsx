"use client";

import { useId } from "react";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { showFilter } from "@/components/shell/use-circuit-filter.ts";
import { tones } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { Icon } from "@/components/ui/icons.tsx";
import type { Matching } from "@/lib/client/circuit-filter.ts";
import { count } from "@/lib/client/format.ts";
import type { OverviewLayout } from "@/lib/client/overview-layout.ts";
import type { Grouping, GroupView } from "@/lib/contracts/group.ts";
import { stateTones, stateWords } from "../appearance.ts";
import { BreakerGlyph } from "../breaker-glyph.tsx";
import { LongRows } from "../long-rows.tsx";
import { nameOf, withinGroup } from "./groups.ts";

interface CircuitGroupProps {
  by: Grouping;
  group: GroupView;
  filter: Matching;
  sort: OverviewLayout["sort"];
  held: boolean;
  isUnfolded: boolean;
  onUnfold: (unfolded: boolean) => void;
}

/** A line that tells how the group is, and unfolds into its circuits. */
export function CircuitGroup({ by, group, filter, sort, held, isUnfolded, onUnfold }: CircuitGroupProps) {
  const rows = useId();
  const name = nameOf(by, group);
  const within = withinGroup(by, group, filter);
  return (
    <section aria-label={name} data-testid="group" className="rounded-xl border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-2 py-1.5 sm:pr-3">
        <h3 className="min-w-0 flex-1">
          <button
            type="button"
            aria-expanded={isUnfolded}
            aria-controls={rows}
            onClick={() => onUnfold(!isUnfolded)}
            className="flex w-full items-center gap-2 rounded-lg px-2 py-1.5 text-left text-sm touch-target hover:bg-hover"
          >
            <Icon name="chevron" className={classNames("text-faint", !isUnfolded && "-rotate-90")} />
            <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{name}</span>
          </button>
        </h3>
        <GroupCounts by={by} group={group} />
        <Button variant="ghost" size="sm" className="max-sm:hidden" onClick={() => showFilter(within)}>
          Only these<span className="sr-only">: {name}</span>
        </Button>
      </div>
      <div id={rows} hidden={!isUnfolded} className="px-2 pb-2">
        {isUnfolded && (
          <LongRows
            {...{ filter: within, held }}
            sort={sort ?? "state"}
            caption={`Circuits of ${name}`}
            attention={null}
            from={0}
            known={[]}
            count={group.open + group.half_open + group.closed}
          />
        )}
      </div>
    </section>
  );
}

function GroupCounts({ by, group }: { by: Grouping; group: GroupView }) {
  const { stale } = useFreshness();
  const states = (["open", "half_open", "closed"] as const).filter((state) => group[state] > 0);
  return (
    <p className="flex flex-wrap gap-x-3 whitespace-nowrap text-[0.8125rem] text-muted max-sm:basis-full max-sm:pl-8">
      {states.map((state) => (
        <span
          key={state}
          className={classNames(tones[stale ? "stale" : stateTones[state]], "flex items-center gap-1.5")}
        >
          {by !== "state" && <BreakerGlyph state={state} className="size-4.5 text-tone" />}
          <span>
            <strong className="font-semibold text-ink">{count(group[state])}</strong>{" "}
            {by === "state" ? wordFor(group[state]) : stateWords[state].toLowerCase()}
          </span>
        </span>
      ))}
    </p>
  );
}

function wordFor(circuits: number): string {
  return circuits === 1 ? "circuit" : "circuits";
}
