import { CopyButton } from "@/components/ui/copy-button.tsx";
import { count } from "@/lib/client/format.ts";
import type { Dossier } from "./dossier.ts";
import { EventTime } from "./event-time.tsx";
import type { Figure } from "./verdict-figures.ts";

interface DossierViewProps {
  dossier: Dossier;
  /** What was judged, and by which limits. */
  figures: readonly Figure[];
}

/** Why a circuit opened: what was judged, and the failures that decided it, grouped and one by one. */
export function DossierView({ dossier, figures }: DossierViewProps) {
  const { failures, groups, policy_revision } = dossier;
  const most = Math.max(1, ...groups.map((group) => group.count));
  return (
    <div className="grid gap-4">
      {figures.length > 0 && (
        <dl className="flex flex-wrap gap-x-6 gap-y-2">
          {figures.map(({ name, value }) => (
            <div key={name}>
              <dt className="text-faint text-xs">{name}</dt>
              <dd className="font-medium">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div>
        <h2 className="mb-1.5 font-medium text-muted text-xs">Errors, grouped</h2>
        <ul className="grid max-w-md gap-1">
          {groups.map((group) => (
            <li key={group.group} className="grid grid-cols-[minmax(0,1fr)_6rem_2rem] items-center gap-3">
              <span className="truncate font-mono text-xs" title={group.group}>
                {group.group}
              </span>
              <svg aria-hidden="true" className="h-1.5 w-full rounded-full bg-strip" preserveAspectRatio="none">
                <rect height="100%" width={`${(group.count / most) * 100}%`} className="fill-bad-mark" />
              </svg>
              <span className="text-right">{count(group.count)}</span>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h2 className="mb-1.5 font-medium text-muted text-xs">The failures that decided it, oldest first</h2>
        <ol className="divide-y divide-line rounded-lg border border-line bg-canvas">
          {failures.map((failure, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a frozen list, in its order
            <li key={index} className="flex items-start gap-3 py-1 pr-1 pl-3">
              <span className="py-1 text-xs">
                <EventTime at={failure.at} />
              </span>
              <span className="min-w-0 flex-1 py-1 font-mono text-xs [overflow-wrap:anywhere]">{failure.message}</span>
              <CopyButton text={failure.message} label="Copy the error" />
            </li>
          ))}
        </ol>
      </div>
      <p className="text-faint text-xs">Judged by revision {policy_revision} of the policy.</p>
    </div>
  );
}
