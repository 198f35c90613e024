import type { ReactNode } from "react";
import { wordOfKind } from "@/components/events/event-look.ts";
import { EventTime } from "@/components/events/event-time.tsx";
import { Card } from "@/components/ui/card.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { duration } from "@/lib/client/format.ts";
import { secondsOf } from "@/lib/client/incident-words.ts";
import type { IncidentView } from "@/lib/contracts/incident.ts";

/** What one asks first: since when, how long, whose, by what error, who has acted. */
export function IncidentFacts({ incident, now, stale }: { incident: IncidentView; now: number; stale: boolean }) {
  const { started_at, closed_at, owners, first_error, acts, opened_by } = incident;
  const lasted = duration(secondsOf(incident, now));
  return (
    <Card className={classNames("px-5 py-4", stale && "hatched")}>
      <dl className="grid gap-x-8 gap-y-4 text-[0.8125rem] sm:grid-cols-2 lg:grid-cols-4">
        <Fact name="Began">
          <EventTime at={started_at} className="text-ink" />
        </Fact>
        <Fact name={closed_at === null ? "Lasts for" : "All closed"}>
          {closed_at === null ? (
            lasted
          ) : (
            <>
              <EventTime at={closed_at} className="text-ink" /> <span className="text-muted">after {lasted}</span>
            </>
          )}
        </Fact>
        <Fact name="Owners">
          {owners.length === 0 ? <span className="text-faint">none named</span> : owners.join(", ")}
        </Fact>
        <Fact name="Opened by">{opened_by.join(", ")}</Fact>
        <Fact name="First error" wide>
          {first_error === null ? (
            <span className="text-faint">not on record</span>
          ) : (
            <span className="font-mono text-xs">{first_error}</span>
          )}
        </Fact>
        <Fact name="Who acted" wide>
          {acts.length === 0 ? <span className="text-faint">nobody</span> : <Acts acts={acts} />}
        </Fact>
      </dl>
    </Card>
  );
}

function Acts({ acts }: Pick<IncidentView, "acts">) {
  return (
    <ul className="grid gap-1">
      {acts.map(({ id, at, circuit, kind, actor, reason }) => (
        <li key={id}>
          <EventTime at={at} /> {wordOfKind(kind)} <b className="font-semibold">{circuit}</b>
          {actor !== null && ` by ${actor}`}
          {reason !== null && <q className="text-muted before:content-['_“'] after:content-['”']">{reason}</q>}
        </li>
      ))}
    </ul>
  );
}

function Fact({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={classNames("min-w-0", wide && "sm:col-span-2")}>
      <dt className="text-faint text-xs">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
