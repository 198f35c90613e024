"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { LoadError } from "@/components/shell/load-error.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { ApiError } from "@/lib/client/api-error.ts";
import type { CircuitName } from "@/lib/client/circuit-name.ts";
import type { CircuitPageView } from "@/lib/client/circuit-page.ts";
import { tripQuery } from "@/lib/client/history-queries.ts";
import { EVENTS_INTERVAL_MS, polling } from "@/lib/client/queries.ts";
import { TripView } from "./trip-view.tsx";

interface TripCardProps {
  circuit: CircuitName;
  trip: NonNullable<CircuitPageView["trip"]>;
  /** Where the page about a trip is; without it, about none. */
  hrefOf: (trip: number | "last" | null) => string;
}

/** Why the circuit opened that time, by which failures, and what came of it. The page's address leads here again. */
export function TripCard({ circuit, trip, hrefOf }: TripCardProps) {
  const { pausedAt } = usePause();
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...tripQuery(circuit, trip),
    ...polling(pausedAt === null ? EVENTS_INTERVAL_MS : null),
  });
  const told = data?.reply;
  const isUnknown = error instanceof ApiError && error.status === 404;
  return (
    <Card data-testid="trip" className="scroll-mt-18">
      <CardHeader
        title="Why it tripped"
        actions={
          <div className="flex flex-wrap items-center gap-x-1 print:hidden">
            {told?.previous != null && <TripLink href={hrefOf(told.previous)}>Trip before</TripLink>}
            {told && !told.is_latest && <TripLink href={hrefOf("last")}>Latest trip</TripLink>}
            {told && (
              <CopyButton text={() => location.origin + hrefOf(told.trip.id)} label="Copy the link to this trip" />
            )}
            <TripLink href={hrefOf(null)}>Close</TripLink>
          </div>
        }
      />
      <div className={classNames("grid gap-4 px-5 py-4 text-[0.8125rem]", isPlaceholderData && "opacity-60")}>
        {isUnknown && <p className="text-muted">{missing(trip)}</p>}
        {error !== null && !isUnknown && (
          <LoadError title="The trip could not be loaded" error={error} onRetry={() => refetch()} />
        )}
        {told === undefined && error === null && <Skeleton className="h-64 rounded-xl!" />}
        {told && !isUnknown && <TripView told={told} />}
      </div>
    </Card>
  );
}

function TripLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      className="inline-flex items-center rounded-md px-2 text-[0.8125rem] text-muted touch-target hover:text-ink hover:underline"
    >
      {children}
    </Link>
  );
}

function missing(trip: TripCardProps["trip"]): string {
  return trip === "last"
    ? "It has not tripped, as far as is on record."
    : "This trip is not on record any more, or was another circuit’s.";
}
