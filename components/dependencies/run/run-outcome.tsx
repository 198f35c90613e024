"use client";

import { useEffect, useRef } from "react";
import type { Tone } from "@/components/ui/badge.tsx";
import { CodeBlock } from "@/components/ui/code-block.tsx";
import type { IconName } from "@/components/ui/icons.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { CircuitChange } from "./circuit-change.tsx";
import { TraceView } from "./trace-view.tsx";
import type { Ran } from "./use-run.ts";

interface Look {
  readonly title: string;
  readonly tone: Tone;
  readonly icon: IconName;
}

const OK: Look = { title: "It succeeded", tone: "ok", icon: "check" };

const FAILURES: ReadonlyMap<string, Look> = new Map([
  ["circuit_breaker", { title: "The circuit refused it: it was not run", tone: "warn", icon: "lock" }],
  ["rate_limited", { title: "The rate limit refused it: it was not run", tone: "warn", icon: "lock" }],
  ["timeout", { title: "It took too long", tone: "bad", icon: "warning" }],
  ["node_error", { title: "The dependency failed", tone: "bad", icon: "warning" }],
  ["cancelled", { title: "It was called off", tone: "neutral", icon: "close" }],
  ["unknown_node_type", { title: "There is no such dependency any more", tone: "bad", icon: "warning" }],
  ["invalid_input", { title: "The input does not fit", tone: "warn", icon: "warning" }],
]);

function lookOf({ error }: Ran["result"]): Look {
  if (error === null) return OK;
  return FAILURES.get(error.type) ?? { title: error.type, tone: "bad", icon: "warning" };
}

export function RunOutcome({ ran }: { ran: Ran }) {
  const { result, before, after } = ran;
  const box = useRef<HTMLDivElement>(null);
  // On a phone it comes below the form: whoever pressed "Run" has to be taken there.
  useEffect(() => {
    if (ran) box.current?.focus();
  }, [ran]);
  const { title, tone, icon } = lookOf(result);
  const { error, output, trace } = result;
  return (
    <div ref={box} tabIndex={-1} className="grid min-w-0 content-start gap-5 rounded-lg outline-offset-4">
      <Notice tone={tone} icon={icon} title={title}>
        {error && <ErrorText {...error} />}
      </Notice>
      <CircuitChange before={before} after={after} />
      {trace && <TraceView trace={trace} />}
      {output !== undefined && (
        <section aria-label="Output" className="grid min-w-0 gap-2">
          <h3 className="font-semibold text-[0.8125rem] text-muted">
            {error === null ? "Output" : "What the dependency answered"}
          </h3>
          <CodeBlock label="the output" code={JSON.stringify(output, null, 2) ?? ""} />
        </section>
      )}
    </div>
  );
}

function ErrorText({ type, message, retryAfter }: NonNullable<Ran["result"]["error"]>) {
  // The circuit's own words tell it already.
  const wait = retryAfter === null || type === "circuit_breaker" ? null : Math.ceil(retryAfter);
  return (
    <>
      <p>{message}</p>
      {wait !== null && <p>Try again in {wait} s.</p>}
    </>
  );
}
