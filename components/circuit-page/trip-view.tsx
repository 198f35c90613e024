import { dossierOf } from "@/components/events/dossier.ts";
import { DossierView } from "@/components/events/dossier-view.tsx";
import { toneOfKind, wordOfKind } from "@/components/events/event-look.ts";
import { EventSentence } from "@/components/events/event-sentence.tsx";
import { EventTime } from "@/components/events/event-time.tsx";
import { verdictFigures } from "@/components/events/verdict-figures.ts";
import { tones } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { count } from "@/lib/client/format.ts";
import type { TripReply } from "@/lib/contracts/history.ts";
import { afterTrip, outcomeOf } from "./trip-words.ts";

/** One opening: what was judged, the failures that decided it, and what came after. */
export function TripView({ told }: { told: TripReply }) {
  const { trip } = told;
  const dossier = dossierOf(trip.details);
  return (
    <>
      <p className="flex flex-wrap gap-x-3">
        <EventTime at={trip.at} />
        <EventSentence event={trip} circuit="unsaid" />
        <span className="text-faint">on {trip.instance}</span>
      </p>
      {dossier && <DossierView dossier={dossier} figures={verdictFigures(trip.details)} />}
      <After told={told} />
    </>
  );
}

function After({ told }: { told: TripReply }) {
  const { trip, after, after_count } = told;
  const more = after_count === null ? null : after_count - after.length;
  return (
    <section aria-label="What came after" className="grid gap-2 border-line border-t pt-4">
      <h2 className="font-medium text-muted text-xs">What came after</h2>
      <dl className="flex flex-wrap gap-x-6 gap-y-2" data-testid="aftermath">
        {outcomeOf(told).map(({ name, value }) => (
          <div key={name}>
            <dt className="text-faint text-xs">{name}</dt>
            <dd className="font-medium [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      {after.length > 0 && (
        <ol className="divide-y divide-line rounded-lg border border-line bg-canvas">
          {after.map((event) => (
            <li
              key={event.id}
              className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 px-3 py-1.5 sm:grid-cols-[5rem_6.5rem_minmax(0,1fr)]"
            >
              <time dateTime={event.at} title={event.at} className="text-faint">
                {afterTrip(trip.at, event.at)}
              </time>
              <span className={classNames(tones[toneOfKind(event.kind)], "font-medium text-tone")}>
                {wordOfKind(event.kind)}
              </span>
              <span className="max-sm:col-span-2">
                <EventSentence event={event} circuit="unsaid" />
              </span>
            </li>
          ))}
        </ol>
      )}
      {more !== null && more > 0 && <p className="text-faint">and {count(more)} more, which the events tell</p>}
    </section>
  );
}
