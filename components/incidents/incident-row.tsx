"use client";

import Link from "next/link";
import { EventTime } from "@/components/events/event-time.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { count, counted, duration } from "@/lib/client/format.ts";
import { nameOf, notWaitedInWords, rejectedInWords, secondsOf } from "@/lib/client/incident-words.ts";
import type { IncidentView } from "@/lib/contracts/incident.ts";
import { AxisEnds } from "./axis-ends.tsx";
import { CircuitLines } from "./circuit-lines.tsx";
import { IncidentState } from "./incident-state.tsx";
import { periodOf } from "./period.ts";

interface IncidentRowProps {
  incident: IncidentView;
  /** By the server's clock. */
  now: number;
  stale: boolean;
}

/** One incident of the list: what it is called, how long, whose, what it cost, and its circuits on one axis. */
export function IncidentRow({ incident, now, stale }: IncidentRowProps) {
  const { id, circuits, circuit_count, owners, trips, first_error, cost, started_at } = incident;
  const period = periodOf(incident, now);
  const facts = [
    counted(trips, "trip"),
    `${rejectedInWords(cost)} rejected`,
    ...(cost !== null && cost.rejected > 0 ? [`${notWaitedInWords(cost)} not waited`] : []),
    ...owners.slice(0, 3),
  ];
  return (
    <li
      data-testid="incident"
      data-incident={id}
      className={classNames("relative grid gap-3 px-5 py-4 hover:bg-hover/60 break-inside-avoid", stale && "hatched")}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold text-[0.9375rem] [overflow-wrap:anywhere]">
          {/* The whole row leads there, the name says where to. */}
          <Link href={`/incidents/${id}`} prefetch={false} className="after:absolute after:inset-0 hover:underline">
            {nameOf(incident)}
          </Link>
        </h3>
        <IncidentState incident={incident} stale={stale} />
        <span className="ml-auto whitespace-nowrap text-[0.8125rem] text-muted max-sm:ml-0">
          <EventTime at={started_at} /> · {duration(secondsOf(incident, now))}
        </span>
      </div>
      <p className="text-[0.8125rem] text-muted">{facts.join(" · ")}</p>
      {first_error !== null && (
        <p className="line-clamp-2 font-mono text-muted text-xs [overflow-wrap:anywhere]">{first_error}</p>
      )}
      <div>
        <CircuitLines circuits={circuits} period={period} stale={stale} />
        {circuit_count > circuits.length && (
          <p className="mt-1 text-faint text-xs">and {count(circuit_count - circuits.length)} more</p>
        )}
        <AxisEnds incident={incident} />
      </div>
    </li>
  );
}
