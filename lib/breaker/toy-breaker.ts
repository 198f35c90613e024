import type { Outcome, OverrideMode, Policy } from "./index.ts";

interface Deadline {
  at: number;
  readonly length: number;
  readonly what: "hold" | "recovery" | "lease";
  /** The permit whose lease it is. */
  readonly permit?: string;
}

export type ToyAnswer =
  | { readonly kind: "pass" | "probe" }
  | { readonly kind: "void"; readonly instead: ToyRefusal }
  | ToyRefusal;

interface ToyRefusal {
  readonly kind: "rejection";
  readonly reason: string;
  readonly retryAfter: number;
}

/**
 * The design's words told once more, in the plainest way: one mutable thing, one agenda of deadlines, and a list of
 * the permits that still count. It knows no permit's generation: a change of generation strikes the list out.
 */
export class ToyBreaker {
  state: "closed" | "open" | "half_open" = "closed";
  generation = 1;
  since: number;
  failuresInARow = 0;
  /** Messages of the current run of failures, all of them. */
  run: string[] = [];
  lastError: string | null = null;
  successes = 0;
  hold: OverrideMode | null = null;
  agenda: Deadline[] = [];
  counting: string[] = [];
  acts = 0;
  /** What happened since the log was last taken, in order: kind, time, generation. */
  log: string[] = [];

  constructor(now: number) {
    this.since = now;
  }

  /** A copy to look at, so that looking changes nothing. */
  seenAt(now: number): ToyBreaker {
    const copy: ToyBreaker = Object.assign(new ToyBreaker(now), structuredClone({ ...this }));
    copy.see(now);
    return copy;
  }

  see(now: number): void {
    for (const deadline of this.agenda) deadline.at = Math.min(deadline.at, now + deadline.length);
    for (;;) {
      const [next] = this.agenda
        .filter(({ at }) => at <= now)
        .sort((a, b) => a.at - b.at || this.rank(a) - this.rank(b));
      if (next === undefined) return;
      this.strike(next);
      if (next.what === "recovery") {
        this.go("half_open", next.at);
        this.note("half_opened", next.at);
      } else if (next.what === "lease") {
        this.counting = this.counting.filter((permit) => permit !== next.permit);
        this.note("probe_expired", next.at);
      } else {
        this.hold = null;
        this.note("override_expired", next.at);
      }
    }
  }

  ask(permit: string, policy: Policy, now: number): ToyAnswer {
    this.see(now);
    if (this.hold === "forced_open") {
      const end = this.find("hold")?.at ?? now + policy.recovery_timeout * 1000;
      return refuse("forced_open", Math.max(end, this.find("recovery")?.at ?? now) - now);
    }
    if (this.hold === "forced_closed" || this.state === "closed") {
      this.counting.push(permit);
      return { kind: "pass" };
    }
    if (this.state === "half_open" && this.leases().length < policy.half_open_max_calls) {
      const length = policy.timeout_seconds * 1000 + 5000;
      this.agenda.push({ at: now + length, length, what: "lease", permit });
      this.counting.push(permit);
      return { kind: "probe" };
    }
    const instead =
      this.state === "open"
        ? refuse("open", (this.find("recovery")?.at ?? now) - now)
        : refuse("probes_in_flight", Math.min(...this.leases().map(({ at }) => at)) - now);
    return this.hold === "dry_run" ? { kind: "void", instead } : instead;
  }

  /** Whether the outcome counted; one that comes too late does not. */
  report(permit: string, outcome: Outcome, policy: Policy, now: number): boolean {
    this.see(now);
    if (!this.counting.includes(permit)) return false;
    const lease = this.leases().find((one) => one.permit === permit);
    if (lease === undefined && this.state !== "closed" && this.hold !== "forced_closed") return false;
    if (lease !== undefined) {
      this.strike(lease);
      this.counting = this.counting.filter((one) => one !== permit);
    }
    if (outcome.kind === "success") this.succeed(policy, now);
    if (outcome.kind === "failure") this.fail(outcome.message, policy, now);
    return true;
  }

  /** What a person is told: `moved`, `already_closed`, or whether anything changed. */
  reset(to: "closed" | "half_open", expected: number | null, now: number): string | boolean {
    this.see(now);
    if (expected !== null && expected !== this.generation) return "generation_moved";
    if (to === "half_open" && this.state === "closed") return "already_closed";
    this.acts += 1;
    const asGoodAsNew = this.state === to && this.failuresInARow === 0 && this.lastError === null;
    this.go(to, now);
    if (to === "closed") this.lastError = null;
    this.note("reset", now);
    return !asGoodAsNew;
  }

  override(mode: OverrideMode | null, length: number | null, expected: number | null, now: number): string | boolean {
    this.see(now);
    if (expected !== null && expected !== this.generation) return "generation_moved";
    if (mode === null && this.hold === null) return false;
    this.acts += 1;
    this.agenda = this.agenda.filter(({ what }) => what !== "hold");
    if (mode !== null && length !== null) this.agenda.push({ at: now + length, length, what: "hold" });
    this.hold = mode;
    this.note(mode === null ? "override_cleared" : "override_set", now);
    return true;
  }

  leases(): Deadline[] {
    return this.agenda.filter(({ what }) => what === "lease");
  }

  find(what: Deadline["what"]): Deadline | undefined {
    return this.agenda.find((deadline) => deadline.what === what);
  }

  private succeed(policy: Policy, now: number): void {
    this.failuresInARow = 0;
    this.run = [];
    if (this.state !== "half_open" || this.hold === "forced_closed") return;
    this.successes += 1;
    if (this.successes < policy.half_open_successes) return;
    this.go("closed", now);
    this.note("closed", now);
  }

  private fail(message: string, policy: Policy, now: number): void {
    this.failuresInARow += 1;
    this.run.push(message);
    this.lastError = message;
    if (this.hold === "forced_closed") return;
    if (this.state === "closed" && this.failuresInARow < policy.failure_threshold) return;
    const length = policy.recovery_timeout * 1000;
    this.go("open", now);
    this.agenda.push({ at: now + length, length, what: "recovery" });
    this.note(`opened[${this.run.slice(-20)}]`, now);
  }

  private go(state: ToyBreaker["state"], at: number): void {
    if (state !== this.state) this.since = at;
    this.state = state;
    this.generation += 1;
    this.successes = 0;
    this.counting = [];
    this.agenda = this.agenda.filter(({ what }) => what === "hold");
    if (state === "closed") {
      this.failuresInARow = 0;
      this.run = [];
    }
  }

  private note(kind: string, at: number): void {
    this.log.push(`${kind} at ${at} in ${this.generation}`);
  }

  private strike(deadline: Deadline): void {
    this.agenda = this.agenda.filter((other) => other !== deadline);
  }

  /** Of deadlines that pass together, a hold's end comes first; the others keep their order. */
  private rank(deadline: Deadline): number {
    return deadline.what === "hold" ? -1 : this.agenda.indexOf(deadline);
  }
}

function refuse(reason: string, wait: number): ToyRefusal {
  return { kind: "rejection", reason, retryAfter: Math.max(1, Math.ceil(wait / 1000)) };
}
