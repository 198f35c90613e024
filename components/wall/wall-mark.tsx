"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { ago } from "@/lib/client/format.ts";
import { useTicking } from "@/lib/client/use-ticking.ts";

/** Nobody across the room is to take what is behind this for the present. */
export function WallMark({ confirmedAt }: { confirmedAt: number | null }) {
  const { stage } = useFreshness();
  if (stage !== "disconnected" && stage !== "signed_out") return null;
  return (
    <div
      role="alert"
      data-testid="wall-mark"
      className="tone-bad absolute inset-x-0 top-1/2 grid -translate-y-1/2 justify-items-center gap-[0.6em] border-tone-mark border-y-[0.3em] bg-raised px-[2em] py-[1.6em] text-center shadow-float"
    >
      <p className="flex flex-wrap items-center justify-center gap-[0.35em] font-semibold text-[5em] text-tone leading-none tracking-tight">
        <Icon name={stage === "signed_out" ? "lock" : "unplugged"} className="size-[1em]" />
        {stage === "signed_out" ? "Signed out" : "Disconnected"}
      </p>
      <p className="text-[1.75em]">
        What is behind this was known <Age since={confirmedAt} />. It may have changed.
      </p>
      {stage === "signed_out" && <SignInAgain />}
    </div>
  );
}

function Age({ since }: { since: number | null }) {
  return <>{useTicking(() => (since === null ? "before" : ago((performance.now() - since) / 1000)), "before")}</>;
}

function SignInAgain() {
  const path = usePathname();
  const query = useSearchParams().toString();
  return (
    <Link
      href={`/login?${new URLSearchParams({ callbackUrl: query === "" ? path : `${path}?${query}` })}`}
      className="rounded-[0.4em] bg-accent-fill px-[0.9em] py-[0.4em] font-semibold text-[1.5em] text-on-accent"
    >
      Sign in again
    </Link>
  );
}
