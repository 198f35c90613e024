import { authorize, authorizeWorkspace } from "../../auth/permissions.ts";
import type { HistoryRange, HistoryReply } from "../../contracts/history.ts";
import { DAY_MS } from "../../telemetry/minutes.ts";
import { findCircuit, type Nested } from "../circuits/find-circuit.ts";
import type { Caller, Services } from "../context.ts";
import { toInstant } from "../instant.ts";
import { condensed } from "./condensed.ts";
import { HOLDS, holdsOf } from "./holds.ts";
import { stepsOf } from "./ranges.ts";
import { CHANGES, spansOf } from "./spans.ts";
import { tallySteps } from "./tally-steps.ts";

/** Changes that are read at the most, the latest: what is before them is said to be unknown. */
const MOST_CHANGES = 1000;
const MOST_HOLDS = 20;

interface Query extends Nested {
  readonly range: HistoryRange;
}

/**
 * What a circuit was, and what went through it, in the last hour, day or week.
 * @throws OperationError `not_found`
 * @throws StoreError
 */
export async function showHistory(
  services: Pick<Services, "catalogue" | "store" | "statistics" | "now"> & {
    readonly settings: Pick<Services["settings"], "eventDays">;
  },
  caller: Caller,
  type: string,
  { range, ...nested }: Query,
): Promise<HistoryReply> {
  authorize(caller.principal, "read");
  if (nested.workspace !== undefined || nested.credential !== undefined) {
    authorizeWorkspace(caller.principal, nested.workspace);
  }
  const { store, statistics, settings, now: clock } = services;
  const { circuit, entry } = findCircuit(services, type, nested);
  const now = clock();
  const steps = stepsOf(range, now);
  const minutes = await statistics.minutes(store, circuit.id, steps.from);
  const about = { circuits: [circuit.id], since: steps.from };
  const page = await store.history({ ...about, kinds: CHANGES, limit: MOST_CHANGES });
  const held = await store.history({ ...about, kinds: HOLDS, limit: MOST_HOLDS });
  const events = page.events.toReversed();
  const { state, since, override } = circuit.describe();
  const keptFrom = Math.max(entry.nodeType.createdAt, now - settings.eventDays * DAY_MS);
  const knownFrom = page.nextBefore === null ? keptFrom : (events[0]?.at ?? now);
  return {
    circuit: circuit.id,
    range,
    from: toInstant(steps.from),
    step_seconds: steps.stepMs / 1000,
    ...tallySteps(minutes, steps),
    spans: condensed(spansOf(events, { from: steps.from, state, since, knownFrom }), {
      from: steps.from,
      until: now,
    }),
    holds: holdsOf(held.events.toReversed(), override),
    server_time: toInstant(now),
  };
}
