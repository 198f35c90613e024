"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog, Consequences } from "@/components/ui/confirm-dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { closeToHeading } from "@/components/ui/focus-heading.ts";
import { fieldErrorsOf } from "@/components/ui/form/submit-error.tsx";
import { Input } from "@/components/ui/inputs.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import type { RevisionView } from "@/lib/contracts/revision.ts";
import { ChangeList } from "./change-list.tsx";
import { policyChanges } from "./policy-changes.ts";

/** What is asked of the API. */
export interface RollBackWish {
  readonly revision: number;
  readonly reason: string;
  /** What is on screen is what was decided about. */
  readonly expected_revision: number;
}

interface RollBackDialogProps {
  to: RevisionView;
  inForce: RevisionView;
  unsaid: string;
  stays: string;
  rollBack: (wish: RollBackWish) => Promise<string>;
  onClose: () => void;
}

const LONGEST_REASON = 500;

/** Asks before a former policy is put back in force, and shows what that changes. */
export function RollBackDialog({ to, inForce, unsaid, stays, rollBack, onClose }: RollBackDialogProps) {
  const { toast } = useStatusMessages();
  const [reason, setReason] = useState("");
  const act = useMutation({
    mutationFn: rollBack,
    onSuccess: (said) => {
      toast(said);
      // The button that opened this is gone: its policy is the one in force now.
      closeToHeading(onClose);
    },
  });
  const wish = { revision: to.revision, reason: reason.trim(), expected_revision: inForce.revision };
  const refused = fieldErrorsOf(act.error);
  const others = refused.filter(({ field }) => field !== "reason");
  return (
    <ConfirmDialog
      title={`Roll back to revision ${to.revision}?`}
      action="Roll back"
      busy={act.isPending}
      error={act.error}
      onConfirm={() => act.mutate(wish)}
      onClose={onClose}
    >
      <ChangeList changes={policyChanges(inForce.policy, to.policy)} unsaid={unsaid} unfolded />
      <Consequences>
        <li>It is in force at once, as a new revision. Nothing is lost: one can roll back from it as well.</li>
        <li>{stays}</li>
      </Consequences>
      <Field label="Reason" optional error={refused.find(({ field }) => field === "reason")?.message ?? null}>
        {(control) => (
          <Input
            {...control}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={LONGEST_REASON}
            autoComplete="off"
          />
        )}
      </Field>
      {others.length > 0 && (
        <Notice tone="bad" role="alert" title="Nothing was changed">
          {others.map(({ message }) => message).join("; ")}
        </Notice>
      )}
    </ConfirmDialog>
  );
}
