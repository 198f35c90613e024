import { EventTime } from "@/components/events/event-time.tsx";
import type { IncidentView } from "@/lib/contracts/incident.ts";

/** Where the axis of an incident begins and ends. */
export function AxisEnds({ incident: { started_at, closed_at } }: { incident: IncidentView }) {
  return (
    <p aria-hidden="true" className="mt-1 flex justify-between text-2xs text-faint sm:pl-[14rem]">
      <EventTime at={started_at} />
      {closed_at === null ? <span>now</span> : <EventTime at={closed_at} />}
    </p>
  );
}
