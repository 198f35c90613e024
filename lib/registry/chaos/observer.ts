import assert from "node:assert/strict";
import type { CircuitEvent, Instant, Outcome, Permit, RevisedPolicy } from "../../breaker/index.ts";

type Opened = Extract<CircuitEvent, { kind: "opened" }>;
type RateVerdict = Extract<Opened["verdict"], { readonly calls: number }>;

interface Settled {
  readonly at: Instant;
  readonly generation: number;
  readonly failed: boolean;
}

/** What changes the generation, and the states that it may come from. */
const STEPS = { opened: ["closed", "half_open"], half_opened: ["open"], closed: ["half_open"] } as const;

/**
 * Watches one circuit from outside, by its permits and its events alone, and asserts what must hold whatever happens.
 * It knows none of the circuit's own functions.
 */
export class Observer {
  state: "closed" | "open" | "half_open" = "closed";
  generation = 1;
  opened = 0;
  readonly #policy: RevisedPolicy;
  readonly #slack: number;
  #recoverAt: Instant = 0;
  #closedAt: Instant = Number.NEGATIVE_INFINITY;
  #openings = 0;
  readonly #settled: Settled[] = [];
  readonly #probes = new Map<string, { readonly generation: number; readonly expiresAt: Instant }>();
  /** Modes that an admin may have set and nobody is known to have ended. */
  #hold: string | null = null;

  /** @param slack milliseconds that a trip may take to be stored */
  constructor(policy: RevisedPolicy, slack: number) {
    this.#policy = policy;
    this.#slack = slack;
  }

  /** A permit was given at `now`. */
  granted(permit: Permit, now: Instant): void {
    if (permit.kind === "probe") this.#probeGranted(permit, now);
    if (permit.kind !== "pass" || this.#hold !== null) return;
    const isOpen = this.state === "open" && permit.generation === this.generation;
    assert.ok(!isOpen || now >= this.#recoverAt, "an open circuit admits nobody until it recovers");
  }

  /** Somebody reports an outcome for the first time. */
  reported(permit: Permit, outcome: Outcome, now: Instant): void {
    if (permit.kind === "probe") this.#probes.delete(permit.probe);
    if (permit.kind === "pass" && outcome.kind !== "ignored") {
      this.#settled.push({ at: now, generation: permit.generation, failed: outcome.kind === "failure" });
    }
  }

  /** How many probes are out at `now`, as far as their holders have not reported. */
  unsettled(now: Instant): number {
    return [...this.#probes.values()].filter(
      ({ generation, expiresAt }) => generation === this.generation && expiresAt > now,
    ).length;
  }

  happened(event: CircuitEvent): void {
    switch (event.kind) {
      case "opened":
      case "half_opened":
      case "closed":
        assert.ok((STEPS[event.kind] as readonly string[]).includes(this.state), `${event.kind} out of ${this.state}`);
        this.#next(event.generation);
        if (event.kind === "opened") this.#checkOpening(event);
        if (event.kind === "half_opened") assert.equal(event.at, this.#recoverAt, "half-open exactly at the recovery");
        if (event.kind === "closed") this.#closed(event.at);
        this.state = event.kind === "opened" ? "open" : event.kind === "half_opened" ? "half_open" : "closed";
        break;
      case "reset":
        this.#next(event.generation);
        assert.equal(event.previousState, this.state);
        if (event.to === "closed") {
          if (this.state !== "closed") this.#closedAt = event.at;
          this.#openings = 0;
        }
        this.state = event.to as "closed" | "half_open";
        break;
      case "override_set":
        this.#hold = event.mode;
        break;
      case "override_cleared":
      case "override_expired":
        assert.equal(event.mode, this.#hold);
        this.#hold = null;
        break;
      case "probe_expired":
        break;
    }
  }

  #next(generation: number): void {
    assert.equal(generation, this.generation + 1, "generations follow one another");
    this.generation = generation;
  }

  #closed(at: Instant): void {
    this.#closedAt = at;
  }

  #probeGranted(permit: Extract<Permit, { kind: "probe" }>, now: Instant): void {
    this.#probes.set(permit.probe, permit);
    const unsettled = [...this.#probes.values()].filter(
      ({ generation, expiresAt }) => generation === permit.generation && expiresAt > now,
    );
    assert.ok(unsettled.length <= this.#policy.half_open_max_calls, `${unsettled.length} unsettled probes`);
  }

  #checkOpening({ verdict, at, from, recoverAt, openings, generation }: Opened): void {
    this.opened += 1;
    assert.equal(verdict.by === "probe", from === "half_open");
    if (verdict.by === "consecutive") this.#checkConsecutive(verdict, generation - 1);
    else if (verdict.by !== "probe") this.#checkRate(verdict, at, generation - 1);
    this.#checkWait(recoverAt - at, openings, from === "closed" ? at - this.#closedAt : null);
    this.#recoverAt = recoverAt;
  }

  #checkConsecutive(
    { failures, limit }: { readonly failures: number; readonly limit: number },
    generation: number,
  ): void {
    assert.equal(limit, this.#policy.failure_threshold);
    assert.ok(failures >= limit, "fewer failures than the threshold never open");
    const reported = this.#settled.filter((each) => each.generation === generation && each.failed).length;
    assert.ok(failures <= reported, "no failure is counted twice");
  }

  #checkRate(verdict: RateVerdict, at: Instant, generation: number): void {
    const { minimum_calls, window_calls, window_seconds } = this.#policy;
    assert.ok(verdict.calls >= Math.min(minimum_calls, window_calls ?? minimum_calls), "below the minimum never opens");
    assert.ok(verdict.by === "adaptive" ? verdict.rate < verdict.limit : verdict.rate >= verdict.limit);
    const mine = this.#settled.filter((each) => each.generation === generation);
    const oldest = window_calls === null ? at - window_seconds * 1000 : Number.NEGATIVE_INFINITY;
    // An answer that is still on its way was noted when it was reported, and the trip came later.
    const seen = mine.filter((each) => each.at > oldest - this.#slack);
    assert.ok(verdict.calls <= Math.min(seen.length, window_calls ?? seen.length), "no call is counted twice");
    assert.ok(verdict.failures <= seen.filter(({ failed }) => failed).length, "no failure is counted twice");
  }

  #checkWait(wait: number, openings: number, closedFor: number | null): void {
    const { recovery_timeout, recovery_backoff } = this.#policy;
    const { factor, cap_seconds, jitter, reset_after_seconds } = recovery_backoff;
    const rested = closedFor !== null && closedFor >= reset_after_seconds * 1000;
    assert.equal(openings, rested ? 1 : this.#openings + 1, "openings are counted in a row");
    this.#openings = openings;
    const base = recovery_timeout * 1000;
    const longest = Math.max(base, Math.min(cap_seconds * 1000, base * factor ** (openings - 1)));
    if (jitter) assert.ok(wait >= 100 && wait <= Math.ceil(longest));
    else assert.ok(Math.abs(wait - longest) <= 0.5);
  }
}
