import { redirect } from "next/navigation";
import { currentUser } from "@/app/(console)/current-user.ts";
import { BreakerGlyph } from "@/components/circuits/breaker-glyph.tsx";
import { LoginForm } from "@/components/login/login-form.tsx";
import { LoginLink } from "@/components/login/login-link.tsx";
import { signInMessage } from "@/components/login/sign-in-error.ts";
import { PanelIcon } from "@/components/shell/tab/panel-icon.tsx";
import { Card } from "@/components/ui/card.tsx";
import { safePath } from "@/lib/client/safe-path.ts";

type Query = Record<string, string | string[] | undefined>;

export default async function LoginPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const code = only(query.once);
  const error = only(query.error);
  const next = safePath(only(query.callbackUrl));
  if (code === null && (await currentUser()) !== null) redirect(next);
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-sm content-center gap-6 px-4 py-10">
      <PanelIcon />
      <title>Sign in · Breaker Panel</title>
      <div className="flex items-center justify-center gap-2.5">
        <BreakerGlyph state="open" className="size-8" />
        <h1 className="font-semibold text-xl tracking-tight">Breaker Panel</h1>
      </div>
      <Card className="p-6">
        {code === null ? (
          <LoginForm next={next} message={error === null ? null : signInMessage(error, "password")} />
        ) : (
          <LoginLink code={code} next={next} />
        )}
      </Card>
      <p className="text-center text-faint text-xs">
        The first admin's password is in a file of the panel's data folder; its path is printed at the first start.
      </p>
    </main>
  );
}

function only(value: string | string[] | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
