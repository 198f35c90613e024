import { DEFAULT_POLICY, layerPolicy, type Outcome, type PolicyPatch } from "../../../breaker/index.ts";
import { type CircuitHandle, type Grant, Registry } from "../../../registry/index.ts";
import { MemoryStore } from "../../../stores/memory/memory-store.ts";

/** A call as it would end if it were made. Instants are whole milliseconds since the epoch. */
export interface Call {
  readonly began: number;
  readonly ended: number;
  readonly kind: Outcome["kind"];
}

/** What a circuit did. */
export interface Truth {
  readonly rejected: number;
  /** Those of the rejected calls that would have succeeded. */
  readonly succeeded: number;
  /** When it opened. */
  readonly openings: readonly number[];
}

const OUTCOMES: Readonly<Record<Call["kind"], Outcome>> = {
  success: { kind: "success" },
  failure: { kind: "failure", message: "failed", group: "500" },
  ignored: { kind: "ignored" },
};

/**
 * Plays calls against a real circuit, one after the other: each is asked for when it begins and reported when it ends.
 * @param random what decides where only a share of the calls is let through
 */
export async function play(calls: readonly Call[], patch: PolicyPatch, random: () => number): Promise<Truth> {
  const clock = { time: calls[0]?.began ?? 0 };
  const openings: number[] = [];
  const registry = new Registry({
    store: new MemoryStore(() => clock.time),
    clock: { now: () => clock.time },
    instance: "truth",
    random,
    onEvents: (_, events) => {
      for (const event of events) if (event.kind === "opened") openings.push(event.at);
    },
  });
  const circuit: CircuitHandle = registry.register("api", { ...layerPolicy(DEFAULT_POLICY, patch), revision: 1 });
  const rejected: Call[] = [];
  const grants = new Map<Call, Grant>();
  for (const { at, call, isEnd } of inOrder(calls)) {
    clock.time = at;
    if (!isEnd) {
      const admission = await circuit.admit(null);
      if (admission.kind === "rejection") rejected.push(call);
      else grants.set(call, admission);
      continue;
    }
    const grant = grants.get(call);
    if (grant !== undefined) await circuit.settle(grant, OUTCOMES[call.kind], call.ended - call.began);
  }
  registry.close();
  return { rejected: rejected.length, succeeded: rejected.filter(({ kind }) => kind === "success").length, openings };
}

function inOrder(calls: readonly Call[]) {
  const moments = calls.flatMap((call, index) => [
    { at: call.began, call, isEnd: false, index },
    { at: call.ended, call, isEnd: true, index },
  ]);
  return moments.sort((a, b) => a.at - b.at || a.index - b.index || Number(a.isEnd) - Number(b.isEnd));
}
