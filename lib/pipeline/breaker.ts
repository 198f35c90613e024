import { IGNORED, type Instant, type Outcome, type Rejection } from "../breaker/index.ts";
import type { Grant } from "../registry/circuit-handle.ts";
import type { Clock } from "../registry/clock.ts";
import { CANCELLED, type Execution, outcomeOf, type Refusal, type Run } from "./stage.ts";
import type { TraceLog } from "./trace-log.ts";

/** Told of executions that a circuit refused. */
export interface RejectionRecorder {
  rejected(circuit: string, at: Instant): void;
}

/**
 * Asks the circuit for a permit, and tells it one outcome for each permit, whatever happens inside. A rejection is
 * answered as a value; what stays in flight when something is thrown is settled as ignored.
 */
export function breaker(recorder: RejectionRecorder, clock: Clock, next: Run): Run {
  return async (execution) => {
    const { circuit } = execution.node;
    const since = execution.trace?.now() ?? 0;
    const asked = circuit.admit(execution.context.by ?? null);
    const admission = asked instanceof Promise ? await unlessCancelled(execution, asked) : asked;
    if (admission === null) return CANCELLED;
    execution.trace?.note("circuit", WORDS[admission.kind], since);
    if (admission.kind === "rejection") {
      recorder.rejected(circuit.id, clock.now());
      return refusal(admission);
    }
    let outcome: Outcome = IGNORED;
    try {
      const reply = await next(execution);
      outcome = outcomeOf(reply);
      return reply;
    } finally {
      const before = execution.trace?.now() ?? 0;
      const settled = circuit.settle(admission, outcome);
      if (settled instanceof Promise) await settled;
      if (execution.trace !== null) noteRecord(execution.trace, admission, outcome, before);
    }
  };
}

const WORDS = { pass: "permit", probe: "probe", void: "dry_run", rejection: "rejected" } as const;

function noteRecord(trace: TraceLog, permit: Grant, outcome: Outcome, since: number): void {
  trace.outcome = permit.kind === "void" ? "none" : outcome.kind;
  trace.note("record", trace.outcome, since);
}

/** The admission, or null where the caller gives up first: the permit goes back as soon as it is there. */
async function unlessCancelled(
  execution: Execution,
  asked: Promise<Grant | Rejection>,
): Promise<Grant | Rejection | null> {
  const { signal } = execution.context;
  if (signal === undefined) return asked;
  const { promise: cancelled, resolve: cancel } = Promise.withResolvers<null>();
  const onAbort = () => cancel(null);
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort);
  try {
    const admission = await Promise.race([cancelled, asked]);
    if (admission === null) giveBack(execution, asked);
    return admission;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function giveBack({ node: { circuit } }: Execution, asked: Promise<Grant | Rejection>): void {
  asked
    .then((admission) => (admission.kind === "rejection" ? undefined : circuit.settle(admission, IGNORED)))
    .catch(() => {
      // Whoever asked is gone, and a permit that never came need not go back.
    });
}

function refusal(rejection: Rejection): Refusal {
  return {
    ok: false,
    type: "circuit_breaker",
    verdict: "ignored",
    message: describe(rejection),
    retryAfter: rejection.retryAfter,
    rejection,
  };
}

function describe({ circuit, reason, retryAfter, lastError }: Rejection): string {
  if (reason === "forced_open") return `circuit ${circuit} is held open by an admin`;
  if (reason === "probes_in_flight") return `circuit ${circuit} is being tested; retry in ${retryAfter} s`;
  const cause = lastError === null ? "" : `; last error: ${lastError}`;
  return `circuit ${circuit} is open; retry in ${retryAfter} s${cause}`;
}
