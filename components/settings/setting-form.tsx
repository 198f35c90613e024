import type { ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { ErrorSummary } from "@/components/ui/form/error-summary.tsx";
import { FormErrors } from "@/components/ui/form/form-errors.tsx";
import { FormActions } from "@/components/ui/form/form-section.tsx";
import { SubmitError } from "@/components/ui/form/submit-error.tsx";
import type { SettingState } from "./use-setting.ts";

/** The frame of a setting's form: what is wrong above its fields, and below them what saves or discards. */
export function SettingForm({
  state,
  children,
}: {
  state: Omit<SettingState<unknown>, "draft" | "setDraft">;
  children: ReactNode;
}) {
  const { errors, save, isDirty, submit, discard } = state;
  return (
    <FormErrors errors={errors}>
      <form onSubmit={submit} noValidate className="grid gap-4 [&_:is(input,select,button)]:scroll-my-28">
        <ErrorSummary errors={errors} />
        {children}
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
