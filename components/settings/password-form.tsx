"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { trySignIn } from "@/components/login/sign-in.ts";
import { Button } from "@/components/ui/button.tsx";
import { ErrorSummary } from "@/components/ui/form/error-summary.tsx";
import { FormErrors } from "@/components/ui/form/form-errors.tsx";
import { FormField } from "@/components/ui/form/form-field.tsx";
import { fieldErrorsOf, SubmitError } from "@/components/ui/form/submit-error.tsx";
import { Input } from "@/components/ui/inputs.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { api } from "@/lib/client/api.ts";
import type { FieldProblem } from "@/lib/client/api-error.ts";
import { call } from "@/lib/client/call.ts";

const NONE: readonly FieldProblem[] = [];
const DIFFER: readonly FieldProblem[] = [{ field: "repeated", message: "is not the same as the new one" }];

/**
 * Changes one's own password. That ends every session, this one too, so that whoever has taken one over is out; this
 * browser signs in again at once.
 */
export function PasswordForm({ email }: { email: string }) {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [refused, setRefused] = useState(NONE);
  const change = useMutation({
    mutationFn: async (body: { current_password: string; new_password: string }) => {
      await call(api.changePassword, { body });
      return {
        isSignedIn: (await trySignIn({ provider: "credentials", email, password: body.new_password })) === null,
      };
    },
    onSuccess: ({ isSignedIn }) => {
      if (!isSignedIn) window.location.assign(`/login?${new URLSearchParams({ callbackUrl: "/settings/account" })}`);
      form.current?.reset();
      // Whatever asked in between was told that the session had ended.
      client.invalidateQueries();
    },
    gcTime: 0,
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (change.isPending) return;
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name));
    const isSame = text("new_password") === text("repeated");
    setRefused(isSame ? NONE : DIFFER);
    if (isSame) change.mutate({ current_password: text("current_password"), new_password: text("new_password") });
    else change.reset();
  };

  const errors = refused.length > 0 ? refused : fieldErrorsOf(change.error);
  return (
    <FormErrors errors={errors}>
      <form ref={form} method="post" onSubmit={submit} noValidate className="grid gap-4">
        <ErrorSummary errors={errors} />
        {/* For password managers, which have to know whose password this is. */}
        <input type="email" name="email" value={email} autoComplete="username" readOnly hidden />
        <PasswordField name="current_password" label="Current password" autoComplete="current-password" />
        <PasswordField
          name="new_password"
          label="New password"
          autoComplete="new-password"
          hint="At least 12 characters; long is what makes it strong."
        />
        <PasswordField name="repeated" label="New password, once more" autoComplete="new-password" />
        <SubmitError error={change.error} />
        <div role="status" className="empty:-mt-4">
          {change.isSuccess && (
            <Notice tone="ok" icon="check" title="Your password is changed">
              All your other sessions have ended.
            </Notice>
          )}
        </div>
        <Button type="submit" variant="primary" busy={change.isPending} className="justify-self-start">
          {change.isPending ? "Changing…" : "Change password"}
        </Button>
      </form>
    </FormErrors>
  );
}

function PasswordField({
  name,
  label,
  hint,
  autoComplete,
}: {
  name: string;
  label: string;
  hint?: string;
  autoComplete: string;
}) {
  return (
    <FormField name={name} label={label} hint={hint}>
      {(control) => (
        <Input {...control} name={name} type="password" autoComplete={autoComplete} required maxLength={200} />
      )}
    </FormField>
  );
}
