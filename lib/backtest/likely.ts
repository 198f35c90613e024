import {
  admit,
  type Circuit,
  type Counts,
  IGNORED,
  newCircuit,
  type Outcome,
  opensBy,
  type Permit,
  type RevisedPolicy,
  type Step,
  SUCCESS,
  settle,
  tick,
  trip,
  type Verdict,
} from "../breaker/index.ts";
import { adaptiveShare } from "../breaker/strategies/adaptive.ts";
import { minimumCalls } from "../breaker/strategies/rate.ts";
import { consecutiveTrip } from "./consecutive.ts";
import { type LikelyCall, likelyOrder } from "./likely-order.ts";
import { LikelyWindow } from "./likely-window.ts";
import { exactly, middle } from "./range.ts";
import { heldAtAnyTime } from "./rate-trip.ts";
import { mayOpen, mayThrottle } from "./rates.ts";
import { begunBeforeAtLeast, executedIn, judgedIn, type Moment, SECOND_MS, slowIn } from "./second.ts";
import type { Trial } from "./trial.ts";

/** Calls of a second that are played one by one while the circuit is closed. Of more, only the one that opens it is. */
const PLAYED = 50;
const FAILURE: Outcome = { kind: "failure", message: "recorded", group: "recorded" };
/** Multiples of it, less what is whole, fill the room from 0 to 1 evenly from the first on. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * One of the things that may have become of the circuit, and a likely one: a real circuit, called by calls that are spread
 * evenly over their second. Seconds in which nothing can happen are not played.
 */
export class Likely {
  readonly #trial: Trial;
  readonly #policy: RevisedPolicy;
  #circuit: Circuit = newCircuit("", 0);
  /** When it was last closed: what had begun by then went on. */
  #closedUntil = Number.NEGATIVE_INFINITY;
  /** From which second on its window holds all calls. */
  #countedFrom = 0;
  #drawn = 0;
  rejected = 0;
  succeeded = 0;
  openings = 0;

  constructor(trial: Trial) {
    this.#trial = trial;
    this.#policy = { ...trial.policy, revision: 0 };
  }

  step(moment: Moment): void {
    const { start, end } = moment;
    const circuit = tick(this.#circuit, start).circuit;
    if (circuit.state === "open" && circuit.recoverAt >= end) {
      this.#refuse(moment);
    } else if (circuit.state === "closed" && circuit.ramp === null && this.#isCalm(moment)) {
      this.#count(circuit, moment);
    } else {
      this.#play(moment);
    }
  }

  /** A second in which it is open. */
  #refuse(moment: Moment): void {
    const { second } = moment;
    const escaped = begunBeforeAtLeast(moment, this.#closedUntil);
    const succeeded = escaped === 0 ? 0 : Math.round((escaped * second.successes) / judgedIn(second));
    this.#reject(moment, executedIn(second) - escaped, second.successes - succeeded);
  }

  /** Whether nothing can happen to a closed circuit, in whatever order the calls come. */
  #isCalm(moment: Moment): boolean {
    const { policy, rates } = this.#trial;
    if (this.#runTrip(moment) !== null) return false;
    if (rates.length === 0) return true;
    const held = heldAtAnyTime(this.#trial, exactly(this.#countedFrom), moment);
    if (mayThrottle(policy, held)) return false;
    if (mayOpen(rates, policy, held).length === 0) return true;
    return (
      judgedIn(moment.second) > PLAYED &&
      this.#verdict(this.#window(moment).afterAll(moment, this.#trial.slowFrom)) === null
    );
  }

  #runTrip({ second }: Moment) {
    if (!opensBy(this.#policy, "consecutive")) return null;
    return consecutiveTrip(exactly(this.#circuit.consecutiveFailures), second, this.#policy.failure_threshold);
  }

  /** A second in which nothing happens. */
  #count(circuit: Circuit, { second }: Moment): void {
    const { successes, failures, trail } = second;
    const consecutiveFailures = successes > 0 ? trail : circuit.consecutiveFailures + failures;
    if (consecutiveFailures !== circuit.consecutiveFailures) this.#circuit = { ...circuit, consecutiveFailures };
  }

  #play(moment: Moment): void {
    const { second, index, start } = moment;
    const calls = judgedIn(second);
    const window = this.#window(moment);
    let [rejected, succeeded] = [0, 0];
    for (const [place, call] of likelyOrder(second, middle(slowIn(second, this.#trial.slowFrom))).entries()) {
      const now = start + Math.floor(((place + 0.5) * SECOND_MS) / calls);
      const permit = this.#ask(now, window, place, moment);
      if (permit === null) {
        rejected += 1;
        if (!call.failed) succeeded += 1;
        continue;
      }
      const { generation } = this.#circuit;
      this.#take(this.#settled(permit, call, window, now), moment);
      if (this.#circuit.generation === generation) continue;
      window.clear();
      this.#countedFrom = index + 1;
    }
    // What says nothing goes the way of the others.
    const ignored = calls === 0 ? 0 : Math.round((second.ignored * rejected) / calls);
    this.#reject(moment, rejected + ignored, succeeded);
  }

  #window(moment: Moment): LikelyWindow {
    return new LikelyWindow(this.#trial, moment, this.#countedFrom);
  }

  /** A permit for the second's call in this place; null where it is rejected. */
  #ask(now: number, window: LikelyWindow, place: number, moment: Moment): Permit | null {
    this.#drawn = (this.#drawn + GOLDEN) % 1;
    const share = opensBy(this.#policy, "adaptive") ? adaptiveShare(window.counts, this.#policy) : 1;
    const chance = { lot: this.#drawn, share };
    const { admission, circuit } = admit(this.#circuit, this.#policy, { id: "probe", by: null }, now, chance);
    if (admission.kind === "probe" && place < begunBeforeAtLeast(moment, circuit.since)) {
      // It had begun before the circuit was half-open, and would have been rejected then.
      this.#circuit = settle(circuit, this.#policy, admission, IGNORED, now).circuit;
      return null;
    }
    this.#circuit = circuit;
    return admission.kind === "rejection" ? null : admission;
  }

  #settled(permit: Permit, call: LikelyCall, window: LikelyWindow, now: number): Step {
    if (permit.kind === "pass" && this.#trial.rates.length > 0) {
      window.add(call);
      const verdict = this.#verdict(window.counts);
      const { consecutiveFailures } = this.#circuit;
      if (verdict !== null) {
        return trip(this.#circuit, this.#policy, permit, { verdict, consecutiveFailures, failures: [] }, now);
      }
    }
    const ms = call.slow ? (this.#trial.slowFrom ?? 0) : 0;
    return settle(this.#circuit, this.#policy, permit, call.failed ? FAILURE : SUCCESS, now, ms);
  }

  #verdict(counts: Counts): Exclude<Verdict, { by: "consecutive" | "probe" }> | null {
    if (counts.calls < minimumCalls(this.#policy)) return null;
    for (const { judge } of this.#trial.rates) {
      const verdict = judge(counts, this.#policy);
      if (verdict !== null) return verdict;
    }
    return null;
  }

  #take({ circuit, events }: Step, { isAsked }: Moment): void {
    this.#circuit = circuit;
    const opened = events.find((event) => event.kind === "opened");
    if (opened?.from === "closed") this.#closedUntil = opened.at;
    if (opened !== undefined && isAsked) this.openings += 1;
  }

  #reject({ isAsked }: Moment, rejected: number, succeeded: number): void {
    if (!isAsked) return;
    this.rejected += rejected;
    this.succeeded += succeeded;
  }
}
