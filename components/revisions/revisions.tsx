"use client";

import { useState } from "react";
import { LoadError } from "@/components/shell/load-error.tsx";
import { useIsAdmin } from "@/components/shell/viewer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { RevisionsReply, RevisionView } from "@/lib/contracts/revision.ts";
import { policyChanges } from "./policy-changes.ts";
import { RevisionEntry } from "./revision-entry.tsx";
import { RollBackDialog, type RollBackWish } from "./roll-back-dialog.tsx";

interface RevisionsProps {
  hint: string;
  query: { data: RevisionsReply | undefined; error: Error | null; refetch: () => unknown };
  /** What a field of the policy is that nothing is said of: "inherited", "built in". */
  unsaid: string;
  /** What a rollback leaves as it is, for whoever asks for one. */
  stays: string;
  /** Answers what there is to say when it is done. */
  rollBack: (wish: RollBackWish) => Promise<string>;
}

/** The rest is there for who asks for it. */
const LATEST = 5;

/** Who edited what, when and why; for admins, with the way back to each policy. */
export function Revisions({ hint, query, unsaid, stays, rollBack }: RevisionsProps) {
  const isAdmin = useIsAdmin();
  const [showsAll, setShowsAll] = useState(false);
  const [target, setTarget] = useState<RevisionView | null>(null);
  const revisions = query.data?.revisions ?? [];
  const [inForce] = revisions;
  return (
    <Card>
      <CardHeader title="Revisions" hint={hint} />
      {query.error && (
        <div className="p-4">
          <LoadError title="The revisions could not be loaded" error={query.error} onRetry={() => query.refetch()} />
        </div>
      )}
      {!query.error && !query.data && <Skeleton className="m-5 h-24" />}
      {query.data && inForce === undefined && <p className="px-5 py-4 text-[0.8125rem] text-muted">No edits yet.</p>}
      {inForce && (
        <ol aria-label="Revisions, newest first" className="divide-y divide-line">
          {revisions.slice(0, showsAll ? undefined : LATEST).map((revision) => {
            const isSame = policyChanges(inForce.policy, revision.policy).length === 0;
            return (
              <RevisionEntry
                key={revision.revision}
                revision={revision}
                isInForce={revision === inForce}
                unsaid={unsaid}
                onRollBack={isAdmin && !isSame ? () => setTarget(revision) : null}
              />
            );
          })}
        </ol>
      )}
      {revisions.length > LATEST && (
        <div className="border-line border-t px-5 py-2.5">
          <Button size="sm" variant="ghost" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? "Show the latest only" : `Show all ${revisions.length}`}
          </Button>
        </div>
      )}
      {target && inForce && (
        <RollBackDialog
          to={target}
          inForce={inForce}
          unsaid={unsaid}
          stays={stays}
          rollBack={rollBack}
          onClose={() => setTarget(null)}
        />
      )}
    </Card>
  );
}
