import type { Policy } from "../index.ts";

interface Call {
  at: number;
  readonly failed: boolean;
  readonly slow: boolean;
  /** What it is remembered as where it speaks against the dependency. */
  readonly complaint: string | null;
}

/** What one process has seen: a plain list of calls, counted over again whenever somebody asks. */
export class ToyWitness {
  calls: Call[] = [];
  failuresInARow = 0;
  lastError: { message: string; at: number } | null = null;
  /** When it last heard of anything. */
  heardAt = 0;

  forget(): void {
    Object.assign(this, new ToyWitness());
  }

  hear(call: Call, policy: Policy): void {
    this.calls.push(call);
    this.goOn(policy, call.at);
    this.failuresInARow = call.failed ? this.failuresInARow + 1 : 0;
    if (call.complaint !== null) this.lastError = { message: call.complaint, at: call.at };
  }

  /** Time goes on for it: what has left the window by now is gone for good. */
  goOn(policy: Policy, now: number): void {
    this.heardAt = Math.max(this.heardAt, now);
    this.calls = this.window(policy, now);
  }

  /** A call belongs to the tenth of the window's seconds that it came in; the last ten of those are the window. */
  window({ window_calls, window_seconds }: Policy, now: number): Call[] {
    if (window_calls !== null) return this.calls.slice(-window_calls);
    const tenth = (at: number) => Math.floor(at / (window_seconds * 100));
    return this.calls.filter(({ at }) => tenth(at) > tenth(now) - 10);
  }

  /** A call of another window of seconds is taken for one at the end of its tenth, or of the last moment heard of. */
  edit(before: Policy, after: Policy): void {
    if (!judges(after)) this.forget();
    if ((before.window_calls === null) !== (after.window_calls === null)) {
      this.calls = [];
      this.heardAt = 0;
    }
    if (before.window_calls === null) {
      const tenth = before.window_seconds * 100;
      for (const call of this.calls) call.at = Math.min((Math.floor(call.at / tenth) + 1) * tenth - 1, this.heardAt);
    }
    this.calls = this.window(after, this.heardAt);
  }

  share(policy: Policy, now: number): number {
    const { calls, failed } = this.count(policy, now);
    if (!asks(policy, "adaptive") || calls < enough(policy)) return 1;
    const succeeding = (calls - failed) / calls;
    return Math.min(1, Math.max(policy.adaptive.floor, policy.adaptive.multiplier * succeeding));
  }

  /** Why it speaks for opening, in words; null where it does not. */
  verdict(policy: Policy, now: number): string | null {
    const { calls, failed, slow } = this.count(policy, now);
    if (calls < enough(policy)) return null;
    const span = policy.window_calls === null ? `${policy.window_seconds} s` : `${policy.window_calls} calls`;
    const say = (by: string, part: number, limit: number) =>
      `${by} ${part / calls} against ${limit}: ${failed} failed, ${slow} slow of ${calls} in ${span}`;
    if (asks(policy, "failure_rate") && failed / calls >= policy.failure_rate) {
      return say("failure_rate", failed, policy.failure_rate);
    }
    if (policy.slow_call_seconds !== null && slow / calls >= policy.slow_call_rate) {
      return say("slow_call_rate", slow, policy.slow_call_rate);
    }
    if (asks(policy, "adaptive") && (calls - failed) / calls < policy.adaptive.open_below) {
      return say("adaptive", calls - failed, policy.adaptive.open_below);
    }
    return null;
  }

  complaints(policy: Policy, now: number): string[] {
    return this.window(policy, now).flatMap(({ complaint }) => complaint ?? []);
  }

  count(policy: Policy, now: number) {
    const window = this.window(policy, now);
    const failed = window.filter((call) => call.failed).length;
    return { calls: window.length, failed, slow: window.filter((call) => call.slow).length };
  }
}

/** Whether a policy has a process look at its own calls. */
export function judges(policy: Policy): boolean {
  return asks(policy, "failure_rate") || asks(policy, "adaptive") || policy.slow_call_seconds !== null;
}

/** Whether a strategy is one of those that a policy names. */
export function asks({ strategy }: Policy, named: string): boolean {
  return [strategy].flat().includes(named as never);
}

function enough({ minimum_calls, window_calls }: Policy): number {
  return Math.min(minimum_calls, window_calls ?? minimum_calls);
}
