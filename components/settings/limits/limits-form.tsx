"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useMemo, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { ErrorSummary } from "@/components/ui/form/error-summary.tsx";
import { FormErrors } from "@/components/ui/form/form-errors.tsx";
import { FormActions } from "@/components/ui/form/form-section.tsx";
import { fieldErrorsOf, SubmitError } from "@/components/ui/form/submit-error.tsx";
import { useUnsavedWarning } from "@/components/ui/form/use-unsaved-warning.ts";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import type { FieldProblem } from "@/lib/client/api-error.ts";
import { call } from "@/lib/client/call.ts";
import { limitsQuery } from "@/lib/client/settings-queries.ts";
import { api } from "@/lib/contracts/api.ts";
import type { Limits } from "@/lib/contracts/limits.ts";
import { draftOf, type LimitsDraft, limitsOf } from "./limits-draft.ts";
import { TierRows } from "./tier-rows.tsx";
import { WorkspaceRows } from "./workspace-rows.tsx";

const NONE: readonly FieldProblem[] = [];

/** Tiers and workspaces are put whole, in one go: neither makes sense without the other. */
export function LimitsForm({ stored }: { stored: Limits }) {
  const client = useQueryClient();
  const { toast } = useStatusMessages();
  const kept = useMemo(() => draftOf(stored), [stored]);
  // Null shows what is stored, also when somebody else changes it meanwhile.
  const [typed, setTyped] = useState<LimitsDraft | null>(null);
  const [refused, setRefused] = useState(NONE);
  const draft = typed ?? kept;
  const isDirty = typed !== null;
  useUnsavedWarning(isDirty);

  const save = useMutation({
    mutationFn: (body: Limits) => call(api.putLimits, { body }),
    onSuccess: (saved) => {
      client.setQueryData(limitsQuery().queryKey, saved);
      setTyped(null);
      toast("Saved the rate limits: they are in force");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    const { limits, errors } = limitsOf(draft);
    setRefused(errors.length > 0 ? errors : NONE);
    if (errors.length > 0) save.reset();
    else save.mutate(limits);
  };
  const discard = () => {
    setTyped(null);
    setRefused(NONE);
    save.reset();
  };

  const errors = refused.length > 0 ? refused : fieldErrorsOf(save.error);
  return (
    <FormErrors errors={errors}>
      <form onSubmit={submit} noValidate className="grid gap-4 [&_:is(input,select,button)]:scroll-my-28">
        <ErrorSummary errors={errors} />
        <TierRows rows={draft.tiers} onChange={(tiers) => setTyped({ ...draft, tiers })} />
        <WorkspaceRows
          rows={draft.workspaces}
          tiers={draft.tiers.map(({ name }) => name.trim()).filter((name) => name !== "")}
          onChange={(workspaces) => setTyped({ ...draft, workspaces })}
        />
        <FormActions notices={<SubmitError error={save.error} />}>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {save.isPending ? "Saving…" : "Save changes"}
          </Button>
          <Button variant="ghost" disabled={!isDirty || save.isPending} onClick={discard}>
            Discard changes
          </Button>
          {isDirty && <p className="ml-auto text-[0.8125rem] text-muted">Not saved yet</p>}
        </FormActions>
      </form>
    </FormErrors>
  );
}
