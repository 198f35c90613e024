import type { Circuit, Failure, Instant, Permit, RevisedPolicy } from "../../breaker/index.ts";
import { opensBy } from "../../breaker/index.ts";
import type { Change, NewEvent, Store, Swap, SwapResult, Version } from "../../stores/store.ts";
import { decodeCircuit } from "../stored-circuit.ts";
import { must } from "./must.ts";

/** A failure that somebody reported: its message is its own. */
export interface Reported {
  readonly permit: Permit;
  readonly grantedAt: Instant;
}

/** What a probe's holder said of it; null where it has said nothing yet. */
type Said = "success" | "failure" | "ignored" | null;

interface History {
  circuit: Circuit | null;
  /** As it was before it was removed, too. */
  last: Circuit | null;
  /** What a fork had counted of probes that no permit is left of. */
  carried: { readonly generation: number; readonly successes: number } | null;
  resetAt: Instant;
  readonly counted: Set<string>;
  readonly probes: Map<string, { readonly generation: number; readonly expiresAt: Instant }>;
}

/**
 * Sees every write that the store carries out, whoever sent it and whoever hears of it, and holds each against what
 * callers and admins are known to have done.
 */
export class Ledger {
  /** Every write in its order. */
  readonly writes: Change[] = [];
  /** How often each act has been carried out, by its reason. */
  readonly acts = new Map<string, number>();
  readonly reported = new Map<string, Reported>();
  /** What the holders of probes have said of them. */
  readonly said = new Map<string, Said>();
  /** Acts of which whoever asked for them was told that they were not carried out. */
  readonly refused = new Set<string>();
  readonly #histories = new Map<string, History>();
  readonly #policy: RevisedPolicy;
  readonly #skew: number;
  readonly #isCounting: boolean;
  readonly #now: () => Instant;
  #last = 0;

  constructor(policy: RevisedPolicy, skew: number, now: () => Instant) {
    this.#policy = policy;
    this.#skew = skew;
    this.#now = now;
    this.#isCounting = policy.strategy === "consecutive";
  }

  /** `store`, with this ledger looking on. `wrote` is told of each write once it is held to be right. */
  watching(store: Store, wrote: (swap: Swap, version: Version, circuit: Circuit | null) => void): Store {
    const swap = (asked: Swap): SwapResult => {
      const result = store.swap(asked) as SwapResult;
      if (result.status === "applied" && result.version.number > this.#last) {
        this.#last = result.version.number;
        wrote(asked, result.version, this.#circuitIn(asked, result.version));
        this.#write(asked, result.version);
      }
      return result;
    };
    return new Proxy(store, {
      get(target, key) {
        if (key === "swap") return swap;
        const member: unknown = Reflect.get(target, key);
        return typeof member === "function" ? member.bind(target) : member;
      },
    });
  }

  circuit(id: string): Circuit | null {
    return this.#histories.get(id)?.circuit ?? null;
  }

  ids(): IterableIterator<string> {
    return this.#histories.keys();
  }

  hasCounted(id: string, message: string): boolean {
    return this.#histories.get(id)?.counted.has(message) ?? false;
  }

  hasStored(id: string, probe: string): boolean {
    return this.#histories.get(id)?.probes.has(probe) ?? false;
  }

  #circuitIn({ id, next }: Swap, version: Version): Circuit | null {
    return next === null ? null : decodeCircuit({ id, version, value: next });
  }

  #write(swap: Swap, version: Version): void {
    const { id, next, events } = swap;
    this.writes.push({ cursor: "", collection: "circuits", id, version, value: next });
    const history = this.#history(id);
    const after = this.#circuitIn(swap, version);
    this.#countActs(events);
    if (after !== null) {
      // What was folded on what is stored follows from that; a fork brings what it made by itself.
      if (swap.isImmutable) this.#checkFold(history, after, events);
      else this.#checkFork(history, after);
      this.#checkAlways(history, after);
      if (!swap.isImmutable) history.carried = after.state === "half_open" ? after : null;
      history.last = after;
    }
    if (events.some(({ kind, actor }) => kind === "reset" && actor !== null)) history.resetAt = this.#now();
    history.circuit = after;
  }

  #history(id: string): History {
    const known = this.#histories.get(id);
    if (known !== undefined) return known;
    const resetAt = Number.NEGATIVE_INFINITY;
    const history = {
      circuit: null,
      last: null,
      carried: null,
      resetAt,
      counted: new Set<string>(),
      probes: new Map(),
    };
    this.#histories.set(id, history);
    return history;
  }

  #countActs(events: readonly NewEvent[]): void {
    for (const { actor, reason } of events) {
      if (actor === null || reason === null) continue;
      const count = (this.acts.get(reason) ?? 0) + 1;
      this.acts.set(reason, count);
      must(count === 1, `act ${reason} was carried out ${count} times`);
      must(!this.refused.has(reason), `act ${reason} was carried out after it had been said that it was not`);
    }
  }

  #checkAlways({ last, resetAt, probes, counted }: History, after: Circuit): void {
    const messages = new Set(after.failures.map(({ message }) => message));
    must(messages.size === after.failures.length, "a failure is in the list twice");
    for (const { message } of newIn(last, after)) {
      const reported = this.reported.get(message);
      must(reported !== undefined, `failure ${message} was never reported`);
      // What had counted before comes back where the side wins that still knows it.
      must(
        reported.grantedAt >= resetAt || counted.has(message),
        `failure ${message} of a permit from before a reset counts`,
      );
      counted.add(message);
    }
    if (this.#isCounting) {
      const kept = Math.min(after.consecutiveFailures, 20);
      must(after.failures.length === kept, `${after.consecutiveFailures} are counted, ${messages.size} are known`);
    }
    if (last !== null) must(after.acts >= last.acts, "an act of a person was lost");
    if (after.state !== "half_open") return;
    const most = this.#policy.half_open_max_calls;
    must(after.probes.length <= most, `${after.probes.length} probes are stored, ${most} may be out`);
    for (const { id, expiresAt } of after.probes) {
      if (!probes.has(id)) probes.set(id, { generation: after.generation, expiresAt });
    }
  }

  #checkFold(history: History, after: Circuit, events: readonly NewEvent[]): void {
    const { circuit: before, counted } = history;
    if (before === null) return;
    must(after.generation >= before.generation, "the generation went back");
    const acts = events.filter(({ actor }) => actor !== null).length;
    must(after.acts === before.acts + acts, `${after.acts - before.acts} acts are counted, ${acts} were done`);
    const isByRate = opensBy(this.#policy, "failure_rate") && events.some(({ kind }) => kind === "opened");
    const fresh = newIn(before, after);
    for (const { message } of fresh) {
      must(isByRate || !counted.has(message), `failure ${message} counts twice`);
      const generation = this.reported.get(message)?.permit.generation ?? 0;
      const isOfIts = generation >= before.generation && generation <= after.generation;
      must(isOfIts, `failure ${message} of generation ${generation} counts in ${before.generation}`);
    }
    if (this.#isCounting) this.#checkCount(before, after, fresh);
    this.#checkClosings(history, events);
    if (before.state === "half_open" && before.generation === after.generation) this.#checkProbes(before, after);
  }

  #checkCount(before: Circuit, after: Circuit, fresh: readonly Failure[]): void {
    const old = new Set(before.failures.map(({ message }) => message));
    const goesOn = after.failures.some(({ message }) => old.has(message));
    const count = after.failures.filter(({ message }) => !old.has(message)).length;
    const expected = (goesOn ? before.consecutiveFailures : 0) + count;
    const isExplained = after.consecutiveFailures === expected && count <= fresh.length;
    must(isExplained || fresh.length >= 20, `${after.consecutiveFailures} failures are counted, ${expected} happened`);
  }

  #checkClosings({ probes, carried }: History, events: readonly NewEvent[]): void {
    for (const { kind, details } of events) {
      if (kind !== "closed") continue;
      const generation = (details.generation as number) - 1;
      const of = [...probes].filter(
        ([id, probe]) => probe.generation === generation && this.said.get(id) === "success",
      );
      const successes = of.length + (carried?.generation === generation ? carried.successes : 0);
      must(successes >= (details.successes as number), `closed by ${successes} successes`);
    }
  }

  #checkProbes(before: Circuit & { state: "half_open" }, after: Circuit): void {
    const left = new Set(after.state === "half_open" ? after.probes.map(({ id }) => id) : []);
    for (const { id, expiresAt } of before.probes) {
      // One that nobody was given may go back at once: a caller's own circuit had none for it.
      const isOver = expiresAt <= this.#now() + this.#skew || this.said.get(id) !== null;
      must(left.has(id) || isOver, `probe ${id} was given up while it was out`);
    }
  }

  #checkFork({ circuit: before }: History, after: Circuit): void {
    if (before === null) return;
    must(after.acts === before.acts, "a fork went over an act of a person");
    must(after.generation >= before.generation, "a fork took the generation back");
    const isWaiting = before.state === "open" && before.recoverAt > this.#now() + this.#skew;
    must(!isWaiting || after.state !== "closed", "a fork closed a circuit that was open in the store");
  }
}

/** What `after` knows of failures and `before` did not. */
function newIn(before: Circuit | null, after: Circuit): readonly Failure[] {
  if (before?.failures === after.failures && before.lastError === after.lastError) return [];
  const known = new Set(before?.failures.map(({ message }) => message));
  if (before?.lastError != null) known.add(before.lastError.message);
  const all = new Map(after.failures.map((failure) => [failure.message, failure]));
  if (after.lastError !== null) all.set(after.lastError.message, after.lastError);
  return [...all.values()].filter(({ message }) => !known.has(message));
}
