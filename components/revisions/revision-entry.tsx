import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { TimeAgo } from "@/components/ui/time-ago.tsx";
import type { RevisionView } from "@/lib/contracts/revision.ts";
import { ChangeList } from "./change-list.tsx";

interface RevisionEntryProps {
  revision: RevisionView;
  isInForce: boolean;
  unsaid: string;
  /** Null where there is nothing to roll back, or nobody who may. */
  onRollBack: (() => void) | null;
}

export function RevisionEntry({ revision, isInForce, unsaid, onRollBack }: RevisionEntryProps) {
  const { revision: number, actor, at, reason, changes } = revision;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-5 py-3" data-testid="revision" data-revision={number}>
      <div className="grid min-w-0 flex-1 basis-72 gap-1">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 text-[0.8125rem] [overflow-wrap:anywhere]">
          <b className="font-semibold">Revision {number}</b>
          {isInForce && <Badge tone="ok">in force</Badge>}
          <span className="text-muted">
            {whatItWas(revision)} <TimeAgo at={at} /> by {actor}
          </span>
        </p>
        {reason !== null && <p className="text-[0.8125rem] text-muted [overflow-wrap:anywhere]">“{reason}”</p>}
        {changes.length === 0 ? (
          <p className="text-faint text-xs">Changed nothing that is known.</p>
        ) : (
          <ChangeList changes={changes} unsaid={unsaid} />
        )}
      </div>
      {onRollBack && (
        <Button size="sm" onClick={onRollBack}>
          Roll back…
          <span className="sr-only"> to revision {number}</span>
        </Button>
      )}
    </li>
  );
}

function whatItWas({ act, rolled_back_to }: RevisionView): string {
  if (act === "created") return "registered";
  return act === "rolled_back" ? `rolled back to the policy of revision ${rolled_back_to},` : "edited";
}
