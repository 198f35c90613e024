"use client";

import Link from "next/link";
import { useIsAdmin } from "@/components/shell/viewer.tsx";
import { CodeBlock } from "@/components/ui/code-block.tsx";
import { firstCommands, TOKEN_LINE } from "./first-command.ts";

/** From nothing to a circuit of one's own, in three lines for a shell. */
export function FirstSteps({ origin }: { origin: string }) {
  const { register, execute } = firstCommands(origin);
  return (
    <ol className="grid w-full gap-4 text-left text-[0.8125rem] text-muted">
      <Step line={TOKEN_LINE} label="Keep the token">
        <TokenHint /> Scopes: read, execute, admin.
      </Step>
      <Step line={register} label="Register a dependency">
        Register a dependency. Its circuit is there from that moment.
      </Step>
      <Step line={execute} label="Run a call">
        Run a call through it.
      </Step>
    </ol>
  );
}

function Step({ line, label, children }: { line: string; label: string; children: React.ReactNode }) {
  return (
    <li className="grid gap-1.5">
      <p>{children}</p>
      <CodeBlock label={label} code={line} />
    </li>
  );
}

function TokenHint() {
  if (!useIsAdmin()) return <>Ask an admin for a token, and keep it.</>;
  return (
    <>
      Make a token under{" "}
      <Link href="/settings" className="rounded-sm text-ink underline underline-offset-2">
        Settings
      </Link>
      , and keep it.
    </>
  );
}
