"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { beyond, draftOf, patchOf } from "@/components/policy/policy-draft.ts";
import { PolicyInputs } from "@/components/policy/policy-inputs.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorSummary } from "@/components/ui/form/error-summary.tsx";
import { FormErrors } from "@/components/ui/form/form-errors.tsx";
import { FormActions, FormSection } from "@/components/ui/form/form-section.tsx";
import { fieldErrorsOf, SubmitError } from "@/components/ui/form/submit-error.tsx";
import { useUnsavedWarning } from "@/components/ui/form/use-unsaved-warning.ts";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import type { FieldProblem } from "@/lib/client/api-error.ts";
import { call } from "@/lib/client/call.ts";
import { defaultPolicyQuery } from "@/lib/client/settings-queries.ts";
import { api } from "@/lib/contracts/api.ts";
import { DEFAULT_POLICY, type PolicyPatch, type PolicyReply } from "@/lib/contracts/policy.ts";

const NONE: readonly FieldProblem[] = [];

/** Only what differs from the built-in policy is filled in: the API answers the whole, not what was put. */
export function DefaultPolicyForm({ stored }: { stored: PolicyReply }) {
  const client = useQueryClient();
  const { toast } = useStatusMessages();
  const before = beyond(stored.policy, DEFAULT_POLICY);
  // Null shows what is stored, also when somebody else changes it meanwhile.
  const [typed, setTyped] = useState<ReturnType<typeof draftOf> | null>(null);
  const [refused, setRefused] = useState(NONE);
  const draft = typed ?? draftOf(before);
  const isDirty = typed !== null;
  useUnsavedWarning(isDirty);

  const save = useMutation({
    mutationFn: (body: PolicyPatch) => call(api.putDefaultPolicy, { body }),
    onSuccess: (saved) => {
      client.setQueryData(defaultPolicyQuery().queryKey, saved);
      for (const key of ["nodes", "status"]) client.invalidateQueries({ queryKey: [key] });
      setTyped(null);
      toast("Saved the default policy: it is in force");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    const { policy, errors } = patchOf(draft, before);
    setRefused(errors.length > 0 ? errors : NONE);
    if (errors.length > 0) save.reset();
    else save.mutate(policy);
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
        <FormSection title="Policy" hint="Blank fields keep the built-in value, which stands in them in grey.">
          <PolicyInputs prefix="" draft={draft} onChange={setTyped} base={DEFAULT_POLICY} baseWord="built in" />
        </FormSection>
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
