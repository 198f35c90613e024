"use client";

import { useEffect, useRef, useState } from "react";
import { LoginForm } from "./login-form.tsx";
import { trySignIn } from "./sign-in.ts";
import { signInMessage } from "./sign-in-error.ts";

/** Signs in with the code of a link that works once; offers the form where it does not work. */
export function LoginLink({ code, next }: { code: string; next: string }) {
  const [failure, setFailure] = useState<string | null>(null);
  const tried = useRef(false);

  useEffect(() => {
    // An effect may run twice; the code works once.
    if (tried.current) return;
    tried.current = true;
    // The code is of no use any more, but it need not stay in the history either.
    window.history.replaceState(null, "", "/login");
    trySignIn({ provider: "once", code }).then((error) => {
      if (error === null) window.location.assign(next);
      else setFailure(signInMessage(error, "link"));
    });
  }, [code, next]);

  if (failure !== null) return <LoginForm next={next} message={failure} />;
  return (
    <p role="status" className="py-6 text-center text-muted">
      Signing you in…
    </p>
  );
}
