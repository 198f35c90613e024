import { tones } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { Icon } from "@/components/ui/icons.tsx";
import type { ActView } from "@/lib/contracts/audit.ts";
import { EventDetails } from "../events/event-item.tsx";
import { toneOfKind, wordOfKind } from "../events/event-look.ts";
import { EventTime } from "../events/event-time.tsx";

/** The columns of the audit, from the width on at which they have room. */
export const columns = "lg:grid-cols-[8.5rem_minmax(0,13rem)_8.5rem_minmax(0,1.3fr)_minmax(0,1fr)_1rem]";

/** One act: when, who, what, to what, why. What else is known of it unfolds. */
export function AuditItem({ act }: { act: ActView }) {
  const { at, actor, kind, object, reason } = act;
  const result = resultOf(act);
  return (
    <li data-testid="act" data-kind={kind}>
      <details className="group">
        <summary
          className={classNames(
            "grid grid-cols-[minmax(0,1fr)_auto_1rem] gap-x-4 gap-y-0.5 px-5 py-2.5 hover:bg-hover/60 [overflow-wrap:anywhere]",
            columns,
          )}
        >
          <span className="max-lg:order-2">
            <EventTime at={at} />
          </span>
          <span className="max-lg:order-4 max-lg:col-span-3">
            {actor ?? <span className="text-faint">nobody known</span>}
          </span>
          <span className={classNames(tones[toneOfKind(kind)], "font-medium text-tone max-lg:order-1")}>
            {wordOfKind(kind)}
          </span>
          <span className="max-lg:order-5 max-lg:col-span-3">
            {object !== null && <b className="font-semibold">{object}</b>}{" "}
            {result && <span className="text-muted">{result}</span>}
          </span>
          <span className="max-lg:order-6 max-lg:col-span-3">
            {reason !== null && <q className="text-muted before:content-['“'] after:content-['”']">{reason}</q>}
          </span>
          <Icon name="chevron" className="text-faint group-open:rotate-180 max-lg:order-3" />
        </summary>
        <EventDetails event={act} />
      </details>
    </li>
  );
}

/** The sentence without what the other columns say already; null where nothing is left. */
function resultOf({ summary, kind, object }: ActView): string | null {
  const said = [kind.replaceAll("_", " "), wordOfKind(kind)].find((words) => summary.startsWith(words));
  const rest = said === undefined ? summary : summary.slice(said.length).replace(/^[:,] /, "");
  const isRepeated = object !== null && (rest === object || rest.endsWith(`: ${object}`));
  return (isRepeated ? rest.slice(0, -object.length).replace(/: $/, "") : rest) || null;
}
