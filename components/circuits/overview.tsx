"use client";

import { useQuery } from "@tanstack/react-query";
import { Suspense, useMemo } from "react";
import { RecentEvents } from "@/components/events/recent-events.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { useCircuitFilter } from "@/components/shell/use-circuit-filter.ts";
import { type SentStatus, useSentStatus } from "@/components/shell/use-status.ts";
import { classNames } from "@/components/ui/class-names.ts";
import { lazily } from "@/components/ui/lazily.ts";
import { isFiltered, matchingOf, searchOf } from "@/lib/client/circuit-filter.ts";
import { ACTIVITY_INTERVAL_MS, activityQuery, polling } from "@/lib/client/queries.ts";
import { ActsProvider } from "./acts/acts.tsx";
import { AnchorProvider } from "./anchor.tsx";
import { CircuitSections } from "./circuit-sections.tsx";
import { NothingFound, NothingRegistered, Unreachable } from "./empty-screens.tsx";
import { OpenersProvider } from "./openers.tsx";
import { OverviewSkeleton } from "./overview-skeleton.tsx";
import { SearchBox } from "./search-box.tsx";
import { Selected } from "./selection/selected.tsx";
import { SelectionProvider } from "./selection/selection-provider.tsx";
import { SummaryCounts } from "./summary-counts.tsx";

const IncidentLine = lazily(async () => (await import("@/components/incidents/incident-line.tsx")).IncidentLine);
const NowYours = lazily(async () => (await import("./now-yours.tsx")).NowYours);

interface OverviewProps {
  sent: SentStatus;
  /** Where this panel is, for the command lines that it shows. */
  origin: string;
  demo: boolean;
}

export function Overview({ sent, origin, demo }: OverviewProps) {
  const filter = useCircuitFilter();
  const { pausedAt } = usePause();
  const { data, error, isPlaceholderData } = useSentStatus(sent);
  const activity = useQuery({ ...activityQuery(filter), ...polling(pausedAt === null ? ACTIVITY_INTERVAL_MS : null) });
  const circuits = activity.data?.reply.circuits;
  const activityById = useMemo(() => new Map(circuits?.map((each) => [each.circuit, each])), [circuits]);

  if (data === undefined) return error === null ? <OverviewSkeleton /> : <Unreachable error={error} />;
  const { reply, receivedAt } = data;
  return (
    <AnchorProvider receivedAt={receivedAt} serverTime={Date.parse(reply.server_time)}>
      <SelectionProvider of={searchOf(matchingOf(filter))}>
        <ActsProvider>
          <OpenersProvider>
            <h1 className="sr-only">Circuits</h1>
            <div className={classNames("grid gap-7", isPlaceholderData && "opacity-60")}>
              <div className="relative flex flex-wrap items-stretch justify-between gap-2.5">
                <SummaryCounts
                  summary={reply.summary}
                  filter={filter}
                  avoidedToday={activity.data?.reply.calls_avoided_today ?? null}
                />
                <SearchBox filter={filter} />
                <Suspense>{reply.summary.open + reply.summary.half_open > 0 && <IncidentLine />}</Suspense>
              </div>
              {reply.circuits.length > 0 && <CircuitSections reply={reply} filter={filter} activity={activityById} />}
              {reply.circuits.length === 0 && isFiltered(filter) && <NothingFound filter={filter} />}
              {reply.circuits.length === 0 && !isFiltered(filter) && <NothingRegistered origin={origin} />}
              <RecentEvents circuits={reply.circuits} />
              <Suspense>{demo && <NowYours origin={origin} />}</Suspense>
            </div>
            <Selected reply={reply} filter={filter} />
          </OpenersProvider>
        </ActsProvider>
      </SelectionProvider>
    </AnchorProvider>
  );
}
