import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { fieldErrorsOf } from "@/components/ui/form/submit-error.tsx";
import { useUnsavedWarning } from "@/components/ui/form/use-unsaved-warning.ts";
import type { FieldProblem } from "@/lib/client/api-error.ts";

const NONE: readonly FieldProblem[] = [];

interface Setting<Draft, Body, Reply> {
  /** The draft of what is stored. */
  readonly kept: Draft;
  /** What a draft asks to be stored, or what is wrong with it. */
  read(draft: Draft): { readonly body: Body; readonly errors: readonly FieldProblem[] };
  put(body: Body): Promise<Reply>;
  onSaved(reply: Reply): void;
}

export interface SettingState<Draft> {
  readonly draft: Draft;
  setDraft(draft: Draft): void;
  readonly isDirty: boolean;
  readonly errors: readonly FieldProblem[];
  readonly save: Pick<UseMutationResult, "error" | "isPending">;
  submit(event: FormEvent): void;
  discard(): void;
}

/** A setting that is edited as a draft and put whole. */
export function useSetting<Draft, Body, Reply>(setting: Setting<Draft, Body, Reply>): SettingState<Draft> {
  // Null shows what is stored, also when somebody else changes it meanwhile.
  const [typed, setTyped] = useState<Draft | null>(null);
  const [refused, setRefused] = useState(NONE);
  useUnsavedWarning(typed !== null);
  const save = useMutation({
    mutationFn: setting.put,
    onSuccess: (reply) => {
      setTyped(null);
      setting.onSaved(reply);
    },
  });
  const draft = typed ?? setting.kept;
  return {
    draft,
    setDraft: setTyped,
    isDirty: typed !== null,
    errors: refused.length > 0 ? refused : fieldErrorsOf(save.error),
    save,
    submit(event) {
      event.preventDefault();
      if (save.isPending) return;
      const { body, errors } = setting.read(draft);
      setRefused(errors.length > 0 ? errors : NONE);
      if (errors.length > 0) save.reset();
      else save.mutate(body);
    },
    discard() {
      setTyped(null);
      setRefused(NONE);
      save.reset();
    },
  };
}
