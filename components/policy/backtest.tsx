"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button.tsx";
import { ErrorState } from "@/components/ui/error-state.tsx";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import { count, counted } from "@/lib/client/format.ts";
import type { BacktestReply } from "@/lib/contracts/backtest.ts";
import type { PolicyPatch } from "@/lib/contracts/policy.ts";
import { type PolicyDraft, patchOf } from "./policy-draft.ts";

/** Openings that are shown one by one. */
const SHOWN_OPENINGS = 20;

interface BacktestProps {
  /** The node type whose record the policy is tried on. */
  type: string;
  draft: PolicyDraft;
  /** What is stored of its policy. */
  before: PolicyPatch;
}

/** Tries the policy as it is typed on the last 24 hours. Nothing is changed by it. */
export function Backtest({ type, draft, before }: BacktestProps) {
  const { announce } = useStatusMessages();
  const { policy, errors } = patchOf(draft, before);
  const trial = useMutation({
    mutationFn: (patch: PolicyPatch) => call(api.backtestPolicy, { params: { type }, body: { policy: patch } }),
    onSuccess: (reply) => announce(sentenceOf(reply)),
    onError: (error) => announce(`The backtest did not work: ${error.message}`),
  });
  const isOutdated = trial.data !== undefined && JSON.stringify(trial.variables) !== JSON.stringify(policy);
  return (
    <div className="col-span-full grid gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button size="sm" busy={trial.isPending} disabled={errors.length > 0} onClick={() => trial.mutate(policy)}>
          {trial.isPending ? "Backtesting…" : "Backtest"}
        </Button>
        <p className="text-[0.8125rem] text-muted">
          {errors.length > 0
            ? "Some fields of this policy cannot be read yet."
            : "What this policy would have done with the calls of the last 24 hours."}
        </p>
      </div>
      {trial.error && <ErrorState title="The backtest did not work" detail={trial.error.message} />}
      {trial.data && <Result reply={trial.data} isOutdated={isOutdated} />}
    </div>
  );
}

function Result({ reply, isOutdated }: { reply: BacktestReply; isOutdated: boolean }) {
  const { calls, failures, opened, notes } = reply;
  const openings = reply.openings.slice(0, SHOWN_OPENINGS).map((opening, index) => ({ ...opening, nth: index + 1 }));
  return (
    <section aria-label="Backtest" className="grid gap-2 rounded-xl border border-line px-4 py-3 text-sm">
      <p className="font-semibold">{sentenceOf(reply)}</p>
      {isOutdated && <p className="text-muted">You have changed the policy since: this is about what it was before.</p>}
      <p className="text-muted">
        On record: {counted(calls, "call")}, {count(failures)} of which failed.
      </p>
      {notes.length > 0 && (
        <ul className="grid gap-1 text-[0.8125rem] text-muted">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {openings.length > 0 && (
        <details>
          <summary className="rounded-sm text-[0.8125rem] text-muted touch-target">When it would have opened</summary>
          <ol className="mt-1 grid gap-1 text-[0.8125rem]">
            {openings.map(({ nth, at, until, certain }) => (
              <li key={nth}>
                {span(at)}, half-open {span(until)}
                {!certain && <span className="text-muted"> · not certain</span>}
              </li>
            ))}
            {opened.most > SHOWN_OPENINGS && <li className="text-muted">and more</li>}
          </ol>
        </details>
      )}
    </section>
  );
}

function sentenceOf({ summary }: BacktestReply): string {
  return summary.startsWith("would") ? `This policy ${summary}.` : `${summary[0]?.toUpperCase()}${summary.slice(1)}.`;
}

/** From when to when, to the second; one moment where both are in the same. */
function span({ earliest, latest }: { earliest: string; latest: string }): string {
  const [from, to] = [moment(earliest), moment(latest)];
  return from === to ? from : `${from} to ${to}`;
}

/** UTC, as all times of the log are. */
function moment(instant: string): string {
  return `${instant.slice(0, 19).replace("T", " ")} UTC`;
}
