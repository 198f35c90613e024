"use client";

import { Backtest } from "@/components/policy/backtest.tsx";
import { PolicyInputs } from "@/components/policy/policy-inputs.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ButtonLink } from "@/components/ui/button-link.tsx";
import { ErrorSummary } from "@/components/ui/form/error-summary.tsx";
import { FormErrors } from "@/components/ui/form/form-errors.tsx";
import { FormActions, FormSection } from "@/components/ui/form/form-section.tsx";
import { SubmitError } from "@/components/ui/form/submit-error.tsx";
import { useUnsavedWarning } from "@/components/ui/form/use-unsaved-warning.ts";
import { type NodeTypeView, runsInServices } from "@/lib/contracts/node-type.ts";
import type { Policy } from "@/lib/contracts/policy.ts";
import { BasicsSection } from "./basics-section.tsx";
import { JsonSide } from "./json-side.tsx";
import { JudgementSection } from "./judgement-section.tsx";
import { Overtaken } from "./overtaken.tsx";
import { RequestSection } from "./request-section.tsx";
import { SecretsSection } from "./secrets-section.tsx";
import { useDependencyForm } from "./use-dependency-form.ts";

interface DependencyFormProps {
  /** What is stored; null adds one. */
  node: NodeTypeView | null;
  /** What it inherits where it says nothing. */
  defaultPolicy: Policy;
  onSaved: (saved: NodeTypeView) => void;
}

export function DependencyForm({ node, defaultPolicy, onSaved }: DependencyFormProps) {
  const form = useDependencyForm(node, onSaved);
  const { before, draft, put, isDirty, isBusy } = form;
  useUnsavedWarning(isDirty);
  return (
    <FormErrors errors={form.errors}>
      {/* Controls scroll clear of the header above and the buttons below. */}
      <form
        onSubmit={form.submit}
        noValidate
        className="@container grid min-w-0 gap-4 [&_:is(input,select,textarea,button)]:scroll-my-28"
      >
        <ErrorSummary errors={form.errors} />
        <div className="grid min-w-0 gap-4 @5xl:grid-cols-[minmax(0,1fr)_26rem] @5xl:items-start">
          <div className="grid min-w-0 gap-4">
            <BasicsSection draft={draft} put={put} isNew={before === null} />
            {(before === null || !runsInServices(before)) && (
              <>
                <RequestSection draft={draft} put={put} />
                <SecretsSection draft={draft} put={put} before={before} />
                <JudgementSection draft={draft} put={put} />
              </>
            )}
            <FormSection
              id="policy"
              title="Policy"
              hint="When its circuit opens, and what one execution may take. Blank fields are inherited."
            >
              <PolicyInputs
                prefix="policy."
                draft={draft.policy}
                onChange={(policy) => put({ policy })}
                base={defaultPolicy}
                baseWord="inherited"
              />
              {before !== null && <Backtest type={before.node_type} draft={draft.policy} before={before.policy} />}
            </FormSection>
          </div>
          <JsonSide draft={draft} put={put} before={before} />
        </div>
        <FormActions
          notices={
            <>
              <SubmitError error={form.error} />
              {form.isOvertaken && node && <Overtaken by={node} onTake={form.discard} onKeep={form.rebase} />}
            </>
          }
        >
          <Button type="submit" variant="primary" busy={isBusy}>
            {isBusy ? "Saving…" : before === null ? "Add dependency" : "Save changes"}
          </Button>
          {before === null ? (
            <ButtonLink href="/dependencies" variant="ghost">
              Cancel
            </ButtonLink>
          ) : (
            <Button variant="ghost" disabled={!isDirty || isBusy} onClick={form.discard}>
              Discard changes
            </Button>
          )}
          {isDirty && before !== null && <p className="ml-auto text-[0.8125rem] text-muted">Not saved yet</p>}
        </FormActions>
      </form>
    </FormErrors>
  );
}
