"use client";

import { Dialog } from "@/components/ui/dialog.tsx";
import { FormErrors } from "@/components/ui/form/form-errors.tsx";
import { fieldErrorsOf, SubmitError } from "@/components/ui/form/submit-error.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { NodeTypeView } from "@/lib/contracts/node-type.ts";
import { requestLineOf } from "../http-config.ts";
import { RunForm } from "./run-form.tsx";
import { RunOutcome } from "./run-outcome.tsx";
import { useRun } from "./use-run.ts";

/** One execution by hand, through all the stages, with what each of them did. */
export function RunDialog({ node, onClose }: { node: NodeTypeView; onClose: () => void }) {
  const run = useRun(node);
  const { method, address } = requestLineOf(node.config);
  return (
    <Dialog title={`Run ${node.node_type} once`} wide onClose={onClose}>
      <p className="mb-4 break-words font-mono text-muted text-xs [overflow-wrap:anywhere]">
        {method} {address}
      </p>
      <div className="grid gap-6 md:grid-cols-[16rem_minmax(0,1fr)]">
        <FormErrors errors={fieldErrorsOf(run.error)}>
          <RunForm node={node} busy={run.isPending} onRun={run.mutate} onCallOff={run.callOff} />
        </FormErrors>
        {run.isPending && <Running seconds={node.effective_policy.timeout_seconds} />}
        {!run.isPending && run.data && <RunOutcome ran={run.data} />}
        {!run.isPending && !run.data && <Before error={run.error} />}
      </div>
    </Dialog>
  );
}

function Before({ error }: { error: Error | null }) {
  // Calling it off is no error of anybody's.
  const isOff = error instanceof DOMException && error.name === "AbortError";
  return (
    <div className="grid content-start gap-3 rounded-lg border border-line border-dashed p-4 text-[0.8125rem] text-muted">
      {isOff && <p className="font-medium text-ink">You have called it off.</p>}
      <SubmitError error={isOff ? null : error} />
      <p>
        A real call, like those of any service: it goes through the rate limit, the circuit, the cache and the retries,
        and the breaker is told what came of it. A failure counts.
      </p>
      <p>Here you will see the output or the error, what each stage did, and the circuit before and after.</p>
    </div>
  );
}

function Running({ seconds }: { seconds: number }) {
  return (
    <div role="status" className="grid content-start gap-3">
      <p className="text-[0.8125rem] text-muted">Running, for {seconds} s at the most.</p>
      <Skeleton className="h-12 rounded-xl!" />
      <Skeleton className="h-9 w-72 max-w-full" />
      <Skeleton className="h-44" />
    </div>
  );
}
