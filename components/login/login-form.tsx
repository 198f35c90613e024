"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/inputs.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { trySignIn } from "./sign-in.ts";
import { signInMessage } from "./sign-in-error.ts";

interface LoginFormProps {
  /** Where to go then: a path of this panel. */
  next: string;
  /** What went wrong before this page was shown. */
  message: string | null;
}

export function LoginForm({ next, message }: LoginFormProps) {
  const [error, setError] = useState(message);
  const [busy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    const code = await trySignIn({
      provider: "credentials",
      email: String(form.get("email")),
      password: String(form.get("password")),
    });
    // A whole new page: nothing that was known to nobody is kept for somebody.
    if (code === null) return window.location.assign(next);
    setBusy(false);
    setError(signInMessage(code, "password"));
    password.current?.select();
  };

  return (
    // `post`, so that a submit before the page is ready never puts a password into the address.
    <form method="post" onSubmit={submit} className="grid gap-4">
      {error && <Notice tone="bad" role="alert" title={error} />}
      <Field label="E-mail">
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="username" required maxLength={254} autoFocus />
        )}
      </Field>
      <Field label="Password">
        {(control) => (
          <Input
            {...control}
            ref={password}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            maxLength={200}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" busy={busy} className="mt-1 py-2.5">
        {busy ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
