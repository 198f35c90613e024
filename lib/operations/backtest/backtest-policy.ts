import { setImmediate as breathe } from "node:timers/promises";
import { authorize, authorizeWorkspace } from "../../auth/permissions.ts";
import { type Period, type Replayed, replay } from "../../backtest/replay.ts";
import type { Policy } from "../../breaker/index.ts";
import type { BacktestReply, BacktestRequest } from "../../contracts/backtest.ts";
import type { RecordedSecond } from "../../telemetry/recorded-second.ts";
import { findCircuit, type Nested } from "../circuits/find-circuit.ts";
import type { Caller, Services } from "../context.ts";
import { invalid } from "../field-errors.ts";
import { presentBacktest } from "./present-backtest.ts";
import { readRecord } from "./read-record.ts";
import { Turns } from "./turns.ts";

const DAY_MS = 24 * 60 * 60_000;

/** Each takes up to a second of this process's time, between its other work. */
const turns = new Turns({ most: 8 });

/**
 * Tries a policy on what was recorded of a circuit. Changes nothing.
 * @throws OperationError `invalid_request`, `not_found`, `too_many_attempts` while others are being tried; StoreError
 */
export async function backtestPolicy(
  services: Pick<Services, "catalogue" | "statistics" | "store" | "now">,
  caller: Caller,
  type: string,
  nested: Nested,
  request: BacktestRequest,
): Promise<BacktestReply> {
  authorize(caller.principal, "read");
  if (nested.workspace !== undefined || nested.credential !== undefined) {
    authorizeWorkspace(caller.principal, nested.workspace);
  }
  const { entry, circuit } = findCircuit(services, type, nested);
  const period = periodOf(request, services.now());
  const policy = services.catalogue.effectivePolicy(request.policy);
  return turns.take(async () => {
    const seconds = await readRecord(services, circuit.id);
    const replayed = await replaying(seconds, policy, period);
    return presentBacktest({
      nodeType: type,
      circuit: circuit.id,
      inForce: entry.policy,
      policy,
      period,
      seconds,
      replayed,
    });
  });
}

/** Other requests are answered in between. */
async function replaying(seconds: readonly RecordedSecond[], policy: Policy, period: Period): Promise<Replayed> {
  const steps = replay(seconds, policy, period);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breathe();
  }
}

function periodOf(request: BacktestRequest, now: number): Period {
  const to = request.to == null ? now : Math.min(Date.parse(request.to), now);
  const from = request.from == null ? to - DAY_MS : Date.parse(request.from);
  if (from >= to) throw invalid([{ field: "from", message: "lies after the end of the period" }]);
  return { from, to };
}
