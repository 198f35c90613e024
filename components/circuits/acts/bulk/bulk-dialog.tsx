"use client";

import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorState } from "@/components/ui/error-state.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { MatchingCircuit } from "@/lib/contracts/bulk.ts";
import { useSelection } from "../../selection/selection-provider.tsx";
import { BulkForm } from "./bulk-form.tsx";
import { BulkResults } from "./bulk-results.tsx";
import { type Chosen, useTargets } from "./chosen.ts";
import { useBulkAct } from "./use-bulk-act.ts";
import { type BulkVerb, verbWords } from "./verbs.ts";

interface BulkDialogProps {
  verb: BulkVerb;
  chosen: Chosen;
  onClose: () => void;
}

/** Asks, acts on each, and tells what came of each. */
export function BulkDialog({ verb, chosen, onClose }: BulkDialogProps) {
  const { targets, beyond, error, retry } = useTargets(chosen);
  if (targets !== null) return <Acting verb={verb} targets={targets} beyond={beyond} onClose={onClose} />;
  return (
    <Dialog title="Looking which circuits match" wide onClose={onClose}>
      {error === null ? (
        <Skeleton className="h-72 rounded-xl!" />
      ) : (
        <ErrorState title="Nothing was changed" detail={error.message} onRetry={retry} />
      )}
    </Dialog>
  );
}

interface ActingProps {
  verb: BulkVerb;
  targets: readonly MatchingCircuit[];
  beyond: number;
  onClose: () => void;
}

function Acting({ verb, targets, beyond, onClose }: ActingProps) {
  const selecting = useSelection();
  const act = useBulkAct(verb, targets);
  const closeWith = (circuits: readonly string[]) => {
    selecting?.replace(circuits);
    onClose();
  };
  return (
    <Dialog
      title={verbWords[verb].title(targets.length)}
      wide
      busy={act.isBusy}
      onClose={act.isBegun ? () => closeWith([]) : onClose}
    >
      {act.isBegun ? (
        <BulkResults act={act} targets={targets} onClose={closeWith} />
      ) : (
        <BulkForm verb={verb} targets={targets} beyond={beyond} onSubmit={act.begin} onCancel={onClose} />
      )}
    </Dialog>
  );
}
