import { IGNORED, type Instant, type Rejection } from "../breaker/index.ts";
import type { CircuitHandle, Grant } from "../registry/circuit-handle.ts";
import type { Clock } from "../registry/clock.ts";
import { CANCELLED, outcomeOf, type Refusal, type Reply } from "./reply.ts";
import type { ResultCache } from "./result-cache.ts";
import type { Execution, Stage } from "./stage.ts";
import { whenOpen } from "./when-open.ts";

/** Told of executions that a circuit refused. */
export interface RejectionRecorder {
  rejected(circuit: string, at: Instant): void;
}

/** Circuits of callers that are closed and idle are forgotten: how soon it is worth asking again. */
const NO_CIRCUIT_RETRY_AFTER_SECONDS = 60;

/**
 * Asks the circuit for a permit, and tells it one outcome for each permit, whatever happens inside: nothing where
 * something was thrown. A rejection is a value, and the policy may put an answer in its place.
 */
export function breaker(recorder: RejectionRecorder, clock: Clock, results: ResultCache): Stage {
  function admitted(execution: Execution, admission: Grant | Rejection, since: number): Reply | null {
    execution.trace?.note("circuit", WORDS[admission.kind], since);
    if (admission.kind === "rejection") {
      recorder.rejected(admission.circuit, clock.now());
      return whenOpen(execution, results) ?? refusal(admission);
    }
    execution.grant = admission;
    return null;
  }

  return {
    enter(execution) {
      const { context, trace } = execution;
      const since = trace?.now() ?? 0;
      const circuit = circuitOf(execution);
      if (circuit === null) return noCircuit(execution);
      execution.circuit = circuit;
      if (trace !== null) trace.circuit = circuit.id;
      const asked = circuit.admit(context.by ?? null);
      if (!(asked instanceof Promise)) return admitted(execution, asked, since);
      return unlessCancelled(execution, asked).then((admission) =>
        admission === null ? CANCELLED : admitted(execution, admission, since),
      );
    },
    leave(execution, reply) {
      const { circuit, grant, ms, trace } = execution;
      if (grant === null) return;
      const since = trace?.now() ?? 0;
      const settled = circuit.settle(grant, outcomeOf(reply), ms);
      if (trace === null) return settled;
      if (settled instanceof Promise) return settled.then(() => noteRecord(execution, grant, reply, since));
      noteRecord(execution, grant, reply, since);
    },
  };
}

const WORDS = { pass: "permit", probe: "probe", void: "dry_run", rejection: "rejected" } as const;

function circuitOf({ node, context }: Execution): CircuitHandle | null {
  if (node.callers === null) return node.circuit;
  return node.callers.of(context.workspace ?? null, context.credential ?? null);
}

function noteRecord({ trace }: Execution, grant: Grant, reply: Reply, since: number): void {
  if (trace === null) return;
  trace.outcome = grant.kind === "void" ? "none" : outcomeOf(reply).kind;
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
    if (admission === null) giveBack(execution.circuit, asked);
    return admission;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function giveBack(circuit: CircuitHandle, asked: Promise<Grant | Rejection>): void {
  asked
    .then((admission) => (admission.kind === "rejection" ? undefined : circuit.settle(admission, IGNORED)))
    .catch(() => {
      // Whoever asked is gone, and a permit that never came need not go back.
    });
}

function noCircuit({ node, trace }: Execution): Refusal {
  trace?.note("circuit", "no_circuit");
  return {
    ok: false,
    type: "rate_limited",
    verdict: "ignored",
    message: `${node.name} has as many circuits of its callers as it may have; idle ones are forgotten in a while`,
    retryAfter: NO_CIRCUIT_RETRY_AFTER_SECONDS,
  };
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
  const cause = lastError === null ? "" : `; last error: ${lastError}`;
  switch (reason) {
    case "forced_open":
      return `circuit ${circuit} is held open by an admin`;
    case "probes_in_flight":
      return `circuit ${circuit} is being tested; retry in ${retryAfter} s`;
    case "throttled":
      return `circuit ${circuit} lets through only a share of its calls for now; retry in ${retryAfter} s${cause}`;
    case "open":
      return `circuit ${circuit} is open; retry in ${retryAfter} s${cause}`;
  }
}
