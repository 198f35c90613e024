"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorSummary } from "@/components/ui/form/error-summary.tsx";
import { FormErrors } from "@/components/ui/form/form-errors.tsx";
import { FormField } from "@/components/ui/form/form-field.tsx";
import { fieldErrorsOf, SubmitError } from "@/components/ui/form/submit-error.tsx";
import { Input } from "@/components/ui/inputs.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import type { Role } from "@/lib/contracts/account.ts";
import { PasswordOnceDialog } from "./password-once-dialog.tsx";
import { RoleChoice } from "./role-choice.tsx";

/** Adds a user; the password is the panel's to choose, and is shown this once. */
export function AddUserDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const formId = useId();
  const add = useMutation({
    mutationFn: (body: { email: string; role: Role }) => call(api.createUser, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["users"] }),
    gcTime: 0,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (add.isPending) return;
    const given = new FormData(event.currentTarget);
    add.mutate({ email: String(given.get("email")), role: given.get("role") === "admin" ? "admin" : "viewer" });
  };

  if (add.data?.password) {
    return (
      <PasswordOnceDialog title={`${add.data.user.email} is added`} password={add.data.password} onClose={onClose} />
    );
  }
  const errors = fieldErrorsOf(add.error);
  const footer = (
    <>
      <Button variant="ghost" disabled={add.isPending} onClick={onClose}>
        Cancel
      </Button>
      <Button type="submit" form={formId} variant="primary" busy={add.isPending}>
        {add.isPending ? "Adding…" : "Add user"}
      </Button>
    </>
  );
  return (
    <Dialog title="Add a user" busy={add.isPending} onClose={onClose} footer={footer}>
      <FormErrors errors={errors}>
        <form id={formId} onSubmit={submit} noValidate className="grid gap-4">
          <ErrorSummary errors={errors} />
          <FormField name="email" label="E-mail" hint="What they sign in with.">
            {(control) => (
              <Input
                {...control}
                data-autofocus
                name="email"
                type="email"
                autoComplete="off"
                placeholder="grace@example.com"
                maxLength={254}
                required
              />
            )}
          </FormField>
          <RoleChoice initial="viewer" />
          <SubmitError error={add.error} />
          <p className="text-[0.8125rem] text-muted">A password is generated, and shown to you once.</p>
        </form>
      </FormErrors>
    </Dialog>
  );
}
