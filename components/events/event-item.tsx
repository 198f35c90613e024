import { ChangeList } from "@/components/revisions/change-list.tsx";
import { tones } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { Icon } from "@/components/ui/icons.tsx";
import type { EventView } from "@/lib/contracts/event.ts";
import { changesOf, dossierOf, plainDetails } from "./dossier.ts";
import { DossierView } from "./dossier-view.tsx";
import { toneOfKind, wordOfKind } from "./event-look.ts";
import { EventSentence } from "./event-sentence.tsx";
import { EventTime } from "./event-time.tsx";
import { verdictFigures } from "./verdict-figures.ts";

interface EventItemProps {
  event: EventView;
  unfolded: boolean;
  /** Whether the page is about its circuit, which need not be named on every line then. */
  isAboutPage?: boolean;
}

/** One line of the log; its details unfold. */
export function EventItem({ event, unfolded, isAboutPage = false }: EventItemProps) {
  return (
    <li data-testid="event" data-kind={event.kind}>
      <details className="group" open={unfolded}>
        <summary className="grid grid-cols-[1fr_auto_1rem] gap-x-3 gap-y-0.5 px-5 py-2.5 hover:bg-hover/60 sm:grid-cols-[8.5rem_7rem_1fr_1.25rem] sm:gap-x-4">
          <span className="max-sm:order-2">
            <EventTime at={event.at} />
          </span>
          <span className={classNames(tones[toneOfKind(event.kind)], "font-medium text-tone max-sm:order-1")}>
            {wordOfKind(event.kind)}
          </span>
          <span className="max-sm:order-4 max-sm:col-span-3">
            <EventSentence event={event} circuit={isAboutPage ? "unsaid" : "named"} />
          </span>
          <Icon name="chevron" className="text-faint group-open:rotate-180 max-sm:order-3" />
        </summary>
        <EventDetails event={event} />
      </details>
    </li>
  );
}

/** All that is known of an event. */
export function EventDetails({ event }: { event: EventView }) {
  const dossier = dossierOf(event.details);
  const facts = [
    { name: "at", value: event.at },
    ...(event.actor === null ? [] : [{ name: "by", value: event.actor }]),
    ...(event.reason === null ? [] : [{ name: "reason", value: event.reason }]),
    ...plainDetails(event.details),
    { name: "written by", value: event.instance },
    { name: "event", value: String(event.id) },
  ];
  const changes = changesOf(event.details) ?? [];
  return (
    <div className="grid gap-4 px-5 pt-1 pb-5 sm:pl-[calc(1.25rem+8.5rem+1rem)]">
      {dossier && <DossierView dossier={dossier} figures={verdictFigures(event.details)} />}
      {changes.length > 0 && (
        <ChangeList changes={changes} unsaid={event.circuit === null ? "built in" : "inherited"} />
      )}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-xs">
        {facts.map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-faint">{name}</dt>
            <dd className="[overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
