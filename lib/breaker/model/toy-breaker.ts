import type { Outcome, OverrideMode, Policy } from "../index.ts";
import { asks, judges, ToyWitness } from "./toy-witness.ts";

interface Deadline {
  at: number;
  readonly length: number;
  readonly what: "hold" | "recovery" | "lease" | "ramp";
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

/** Draws the lot of an opening in this generation at this time. */
type Draw = (generation: number, at: number) => number;

/** Which of the processes, and what it says of a call. */
export interface ToyReport {
  readonly by: number;
  readonly outcome: Outcome;
  readonly ms: number;
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
  lastError: { message: string; at: number } | null = null;
  successes = 0;
  openings = 0;
  hold: OverrideMode | null = null;
  agenda: Deadline[] = [];
  counting: string[] = [];
  acts = 0;
  /** What happened since the log was last taken, in order: kind, time, generation. */
  log: string[] = [];
  readonly witnesses: readonly ToyWitness[];
  private readonly draw: Draw;

  constructor(now: number, processes: number, draw: Draw) {
    this.since = now;
    this.draw = draw;
    this.witnesses = Array.from({ length: processes }, () => new ToyWitness());
  }

  /** A copy to look at, so that looking changes nothing; its processes' lists are the same. */
  seenAt(now: number): ToyBreaker {
    const { draw, witnesses, ...plain } = this;
    const copy: ToyBreaker = Object.assign(new ToyBreaker(now, 0, draw), structuredClone({ ...plain }), {
      witnesses: witnesses.map((witness) => Object.assign(new ToyWitness(), witness)),
    });
    copy.see(now);
    return copy;
  }

  see(now: number): void {
    for (const deadline of this.agenda) {
      // A second is what the clocks of a fleet may differ by.
      if (deadline.at > now + deadline.length + 1000) deadline.at = now + deadline.length;
    }
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
      } else if (next.what === "hold") {
        this.hold = null;
        this.note("override_expired", next.at);
      }
    }
  }

  /** The part of all calls that is let through, by a process that sees it so. */
  share(by: number, policy: Policy, now: number): number {
    const ramp = this.find("ramp");
    const left = ramp === undefined ? 0 : (ramp.at - now) / ramp.length;
    const ramped = left === 0 ? 1 : left > 0.5 ? 0.05 : 0.25;
    return Math.min(ramped, this.witnesses[by]!.share(policy, now));
  }

  ask(permit: string, policy: Policy, now: number, by: number, lot: number): ToyAnswer {
    this.see(now);
    if (this.state === "closed" && asks(policy, "adaptive")) this.witnesses[by]!.goOn(policy, now);
    if (this.hold === "forced_open") {
      const end = this.find("hold")?.at ?? now + policy.recovery_timeout * 1000;
      return refuse("forced_open", Math.max(end, this.find("recovery")?.at ?? now) - now);
    }
    if (this.hold === "forced_closed" || (this.state === "closed" && lot < this.share(by, policy, now))) {
      this.counting.push(permit);
      return { kind: "pass" };
    }
    if (this.state === "half_open" && this.leases().length < policy.half_open_max_calls) {
      const length = policy.timeout_seconds * 1000 + 5000;
      this.agenda.push({ at: now + length, length, what: "lease", permit });
      this.counting.push(permit);
      return { kind: "probe" };
    }
    const instead = {
      closed: () => refuse("throttled", 1),
      open: () => refuse("open", (this.find("recovery")?.at ?? now) - now),
      half_open: () => refuse("probes_in_flight", Math.min(...this.leases().map(({ at }) => at)) - now),
    }[this.state]();
    return this.hold === "dry_run" ? { kind: "void", instead } : instead;
  }

  /** Whether the outcome counted; one that comes too late does not. */
  report(permit: string, { by, outcome, ms }: ToyReport, policy: Policy, now: number): boolean {
    this.see(now);
    if (!this.counting.includes(permit)) return false;
    const lease = this.leases().find((one) => one.permit === permit);
    if (lease === undefined && this.state !== "closed" && this.hold !== "forced_closed") return false;
    if (lease !== undefined) {
      this.strike(lease);
      this.counting = this.counting.filter((one) => one !== permit);
    }
    if (outcome.kind === "ignored") return true;
    const slow = policy.slow_call_seconds !== null && ms / 1000 >= policy.slow_call_seconds;
    const complaint = outcome.kind === "failure" ? outcome.message : slow ? `slow: took ${ms / 1000} s` : null;
    if (lease !== undefined) {
      if (complaint === null) this.succeed(policy, now);
      else this.fail(complaint, policy, now);
    } else {
      this.count(by, { at: now, failed: outcome.kind === "failure", slow, complaint }, policy, now);
    }
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
    if (to === "closed") {
      this.lastError = null;
      this.openings = 0;
    }
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

  /** What an ordinary call makes of the circuit: first by what its process has seen, then by failures in a row. */
  private count(by: number, call: Parameters<ToyWitness["hear"]>[0], policy: Policy, now: number): void {
    const witness = this.witnesses[by]!;
    const judged = judges(policy) && this.state === "closed";
    if (judged) witness.hear(call, policy);
    const verdict = judged && this.hold !== "forced_closed" ? witness.verdict(policy, now) : null;
    if (verdict !== null) {
      this.run = witness.complaints(policy, now).slice(-20);
      this.failuresInARow = witness.failuresInARow;
      this.lastError = witness.lastError;
      this.open(verdict, policy, now);
    } else if (!call.failed) this.succeed(policy, now);
    else if (!judged || asks(policy, "consecutive") || this.find("ramp")) this.fail(call.complaint!, policy, now);
  }

  private succeed(policy: Policy, now: number): void {
    this.failuresInARow = 0;
    this.run = [];
    if (this.state !== "half_open" || this.hold === "forced_closed") return;
    this.successes += 1;
    if (this.successes < policy.half_open_successes) return;
    this.go("closed", now);
    const length = Math.round(policy.ramp_seconds * 1000);
    if (length > 0) this.agenda.push({ at: now + length, length, what: "ramp" });
    this.note("closed", now);
  }

  private fail(message: string, policy: Policy, now: number): void {
    this.failuresInARow += 1;
    this.run.push(message);
    this.lastError = { message, at: now };
    const ramp = this.find("ramp");
    if (ramp !== undefined && this.failuresInARow > 1) ramp.at = now + ramp.length;
    if (this.hold === "forced_closed") return;
    const tooMany = asks(policy, "consecutive") && this.failuresInARow >= policy.failure_threshold;
    if (this.state === "half_open") this.open("a probe", policy, now);
    else if (tooMany) this.open(`consecutive ${this.failuresInARow} against ${policy.failure_threshold}`, policy, now);
  }

  private open(why: string, policy: Policy, now: number): void {
    const { factor, cap_seconds, jitter, reset_after_seconds } = policy.recovery_backoff;
    const rested = this.state === "closed" && now - this.since >= reset_after_seconds * 1000;
    this.openings = rested ? 1 : this.openings + 1;
    let length = policy.recovery_timeout * 1000;
    const cap = Math.max(length, cap_seconds * 1000);
    for (let before = 1; before < this.openings; before += 1) length = Math.min(cap, length * factor);
    if (jitter) length *= this.draw(this.generation, now);
    length = Math.max(100, Math.round(length));
    this.go("open", now);
    this.agenda.push({ at: now + length, length, what: "recovery" });
    const when = `${this.failuresInARow} in a row, opening ${this.openings} until ${now + length}`;
    this.note(`opened by ${why}, ${when} [${this.run.slice(-20)}]`, now);
  }

  private go(state: ToyBreaker["state"], at: number): void {
    if (state !== this.state) this.since = at;
    this.state = state;
    this.generation += 1;
    this.successes = 0;
    this.counting = [];
    for (const witness of this.witnesses) witness.forget();
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
