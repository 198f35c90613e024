"use client";

import { useQuery } from "@tanstack/react-query";
import { Suspense, useMemo } from "react";
import { RecentEvents } from "@/components/events/recent-events.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { useCircuitFilter, useOverviewLayout } from "@/components/shell/use-circuit-filter.ts";
import { type SentStatus, useSentStatus } from "@/components/shell/use-status.ts";
import { classNames } from "@/components/ui/class-names.ts";
import { lazily } from "@/components/ui/lazily.ts";
import { isFiltered, isNarrowed, searchOf } from "@/lib/client/circuit-filter.ts";
import { isRows } from "@/lib/client/overview-layout.ts";
import { ACTIVITY_INTERVAL_MS, activityQuery, polling } from "@/lib/client/queries.ts";
import { ActsProvider } from "./acts/acts.tsx";
import { CircuitSections } from "./circuit-sections.tsx";
import { LayoutButton } from "./layouts/layout-button.tsx";
import { OpenersProvider } from "./openers.tsx";
import { OverviewSkeleton } from "./overview-skeleton.tsx";
import { SearchBox } from "./search-box.tsx";
import { Selected } from "./selection/selected.tsx";
import { SelectionProvider } from "./selection/selection-provider.tsx";
import { SummaryCounts } from "./summary-counts.tsx";
import { Unreachable } from "./unreachable.tsx";

const IncidentLine = lazily(async () => (await import("@/components/incidents/incident-line.tsx")).IncidentLine);
const CircuitGroups = lazily(async () => (await import("./layouts/circuit-groups.tsx")).CircuitGroups);
const CircuitList = lazily(async () => (await import("./layouts/circuit-list.tsx")).CircuitList);
const FilterChips = lazily(async () => (await import("./layouts/filter-chips.tsx")).FilterChips);
const NothingFound = lazily(async () => (await import("./nothing.tsx")).NothingFound);
const NothingRegistered = lazily(async () => (await import("./nothing.tsx")).NothingRegistered);
const NowYours = lazily(async () => (await import("./now-yours.tsx")).NowYours);

interface OverviewProps {
  sent: SentStatus;
  /** Where this panel is, for the command lines that it shows. */
  origin: string;
  demo: boolean;
}

export function Overview({ sent, origin, demo }: OverviewProps) {
  const filter = useCircuitFilter();
  const layout = useOverviewLayout();
  const { pausedAt } = usePause();
  const { data, error, isPlaceholderData } = useSentStatus(sent);
  const activity = useQuery({ ...activityQuery(filter), ...polling(pausedAt === null ? ACTIVITY_INTERVAL_MS : null) });
  const circuits = activity.data?.reply.circuits;
  const activityById = useMemo(() => new Map(circuits?.map((each) => [each.circuit, each])), [circuits]);

  if (data === undefined) return error === null ? <OverviewSkeleton /> : <Unreachable error={error} />;
  const { reply } = data;
  const isTroubled = reply.summary.open + reply.summary.half_open > 0;
  return (
    <SelectionProvider of={searchOf(filter)}>
      <ActsProvider>
        <OpenersProvider>
          <h1 className="sr-only">Circuits</h1>
          <div className={classNames("grid grid-cols-[minmax(0,1fr)] gap-7", isPlaceholderData && "opacity-60")}>
            <div
              className={classNames(
                "relative flex flex-wrap items-stretch justify-between gap-2.5",
                isTroubled && "mb-2.5",
              )}
            >
              <SummaryCounts
                summary={reply.summary}
                filter={filter}
                avoidedToday={activity.data?.reply.calls_avoided_today ?? null}
              />
              <div className="flex w-full gap-2 sm:max-w-md sm:grow sm:basis-72 sm:gap-2.5 lg:max-w-96">
                <SearchBox filter={filter} />
                <LayoutButton filter={filter} layout={layout} />
              </div>
              <Suspense>{isTroubled && <IncidentLine />}</Suspense>
            </div>
            <Suspense>{isNarrowed(filter) && <FilterChips filter={filter} />}</Suspense>
            {reply.circuits.length > 0 &&
              // What needs attention waits for no part that is loaded later.
              (isRows(layout) ? (
                <Suspense>
                  {layout.by === undefined ? (
                    <CircuitList reply={reply} sort={layout.sort} filter={filter} />
                  ) : (
                    <CircuitGroups key={layout.by} by={layout.by} sort={layout.sort} filter={filter} />
                  )}
                </Suspense>
              ) : (
                <CircuitSections reply={reply} filter={filter} activity={activityById} />
              ))}
            {reply.circuits.length === 0 && isFiltered(filter) && <NothingFound filter={filter} />}
            {reply.circuits.length === 0 && !isFiltered(filter) && <NothingRegistered origin={origin} />}
            <RecentEvents circuits={reply.circuits} />
            <Suspense>{demo && <NowYours origin={origin} />}</Suspense>
          </div>
          <Selected reply={reply} filter={filter} />
        </OpenersProvider>
      </ActsProvider>
    </SelectionProvider>
  );
}
