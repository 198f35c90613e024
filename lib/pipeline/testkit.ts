import { onTestFinished } from "vitest";
import { type Admission, type Outcome, type Permit, type PolicyPatch, tick } from "../breaker/index.ts";
import { Rig } from "../breaker/testkit.ts";
import type { NodeResult } from "../nodes/node-kind.ts";
import type { CircuitHandle, Grant } from "../registry/circuit-handle.ts";
import type { Clock } from "../registry/clock.ts";
import { Registry } from "../registry/index.ts";
import { FailingStore } from "../registry/testkit.ts";
import type { Recorder } from "./analytics.ts";
import type { ExecutableNode, ExecutionContext } from "./execution.ts";
import { mistake, type Reply } from "./reply.ts";
import { Execution, type Route, type Stage } from "./stage.ts";
import { TraceLog } from "./trace-log.ts";

/** A circuit that lives in memory and decides by the breaker's own functions. */
export class LocalCircuit implements CircuitHandle {
  readonly rig: Rig;
  readonly parent = null;
  /** Every outcome that was settled, in order. */
  readonly settled: { readonly permit: Permit; readonly outcome: Outcome; readonly ms: number }[] = [];

  constructor(patch: PolicyPatch = {}) {
    this.rig = new Rig(patch);
  }

  get id(): string {
    return this.rig.circuit.id;
  }

  get kinds(): readonly Outcome["kind"][] {
    return this.settled.map(({ outcome }) => outcome.kind);
  }

  admit(by: string | null): Admission | Promise<Admission> {
    return this.rig.admit(by);
  }

  settle(grant: Grant, outcome: Outcome, ms = 0): void {
    const permit = "own" in grant ? grant.own : grant;
    this.settled.push({ permit, outcome, ms });
    this.rig.settle(permit, outcome);
  }

  isBlocked(): boolean {
    return tick(this.rig.circuit, this.rig.now).circuit.state === "open";
  }
}

/** Writes down what it is told. */
export class NotedCalls implements Recorder {
  readonly executions: { readonly circuit: string; readonly kind: Outcome["kind"]; readonly ms: number }[] = [];
  readonly rejections: string[] = [];

  executed(circuit: string, kind: Outcome["kind"], ms: number): void {
    this.executions.push({ circuit, kind, ms });
  }

  rejected(circuit: string): void {
    this.rejections.push(circuit);
  }
}

/** A clock that stands still unless the test moves it. */
export class HandClock implements Clock {
  #now = Date.UTC(2026, 1, 12, 12);

  now(): number {
    return this.#now;
  }

  wait(seconds: number): void {
    this.#now += seconds * 1000;
  }
}

export type Run = (input: unknown, signal: AbortSignal) => Promise<NodeResult>;

/** A node type called `external_api` that runs a function. */
export function nodeType(
  run: Run,
  patch: PolicyPatch = {},
  circuit: CircuitHandle = new LocalCircuit(patch),
): ExecutableNode {
  const { policy } = new Rig(patch);
  return { name: "external_api", revision: 1, policy, circuit, callers: null, node: { run, close: async () => {} } };
}

/** A node type whose circuits a registry keeps, those of its callers too. Of any share it lets nothing through. */
export function registeredNodeType(run: Run, patch: PolicyPatch = {}, clock: Clock = new HandClock()) {
  const registry = new Registry({ store: new FailingStore(), clock, instance: "here", random: () => 0.999 });
  onTestFinished(() => registry.close());
  const { policy } = new Rig(patch);
  const circuit = registry.register("external_api", policy);
  const callers = registry.callersOf(circuit, policy);
  return { ...nodeType(run, patch, circuit), circuit, callers };
}

/** An execution about to enter a stage, with a trace. */
export function execution(node: ExecutableNode, context: ExecutionContext = {}, input: unknown = null): Execution {
  return new Execution(node, input, context, new TraceLog());
}

/** Lets executions through some stages to whatever is inside of them. */
export function through(stages: Stage | readonly Stage[], core: (execution: Execution) => Promise<Reply>) {
  const route: Route = {
    stages: [stages].flat(),
    core: (execution, done) => core(execution).then(done, (error) => done(mistake(error))),
  };
  return (executed: Execution) =>
    new Promise<Reply>((resolve, reject) => {
      executed.go(route, (reply) => (!reply.ok && reply.type === "mistake" ? reject(reply.error) : resolve(reply)));
    });
}

/** What the trace of an execution says of a stage. */
export function traceOf(executed: Execution, stage: string): string | undefined {
  return executed.trace?.finish().stages.find((each) => each.stage === stage)?.result;
}

export function answers(output: unknown = "hello"): NodeResult {
  return { ok: true, output };
}

export function fails(more: Partial<Extract<NodeResult, { ok: false }>> = {}): NodeResult {
  return {
    ok: false,
    message: "503 Service Unavailable",
    group: "503",
    verdict: "failure",
    type: "node_error",
    retryable: true,
    retryAfter: null,
    ...more,
  };
}
