import { describe, expect, test } from "vitest";
import { Judge, type Outcome, type PolicyPatch, SUCCESS } from "./index.ts";
import { deepFreeze, failure, policyOf, START } from "./testkit.ts";

type Noted = Exclude<Outcome, { kind: "ignored" }>;

const FINE = SUCCESS as Noted;

/** A judge and a clock: each call comes when the test says so. */
class Bench {
  judge: Judge;
  now = START;
  private readonly generation = 1;

  constructor(patch: PolicyPatch) {
    this.judge = Judge.of(policyOf(patch), this.generation)!;
  }

  wait(seconds: number): void {
    this.now += seconds * 1000;
  }

  note(outcome: Noted, ms = 0) {
    return deepFreeze(this.judge.note(outcome, ms, this.now));
  }

  /** Notes so many calls, none of which speaks for opening. */
  calm(count: number, outcome: Noted, ms = 0): void {
    for (let call = 0; call < count; call += 1) expect(this.note(outcome, ms)).toBeNull();
  }

  /** Notes so many calls, whatever they speak for. */
  notes(count: number, outcome: Noted, ms = 0): void {
    for (let call = 0; call < count; call += 1) this.note(outcome, ms);
  }

  edit(patch: PolicyPatch, generation = this.generation): Judge | null {
    const edited = Judge.of(policyOf(patch), generation, this.judge);
    if (edited !== null) this.judge = edited;
    return edited;
  }

  look() {
    return deepFreeze(this.judge.sightings(this.now));
  }
}

describe("whether a policy judges a window", () => {
  test.each<[boolean, PolicyPatch]>([
    [false, {}],
    [false, { strategy: ["consecutive"], slow_call_rate: 0.1, failure_rate: 0.1 }],
    [true, { strategy: "failure_rate" }],
    [true, { strategy: "adaptive" }],
    [true, { strategy: ["consecutive", "failure_rate"] }],
    [true, { slow_call_seconds: 1 }],
  ])("%s: %j", (judges, patch) => {
    expect(Judge.of(policyOf(patch), 1) !== null).toBe(judges);
  });
});

describe("the minimum of calls", () => {
  test.each([1, 2, 10])("of %i: with one less even failures alone open nothing; with it they do", (minimum_calls) => {
    const bench = new Bench({ strategy: "failure_rate", minimum_calls });
    bench.calm(minimum_calls - 1, failure());
    expect(bench.note(failure())).toMatchObject({
      verdict: { by: "failure_rate", calls: minimum_calls, failures: minimum_calls, rate: 1 },
    });
  });

  test("may be reached by a call that succeeds, and the rate judges it like any other", () => {
    const bench = new Bench({ strategy: "failure_rate", minimum_calls: 4 });
    bench.calm(3, failure());
    expect(bench.note(FINE)).toMatchObject({ verdict: { rate: 0.75, calls: 4 }, consecutiveFailures: 0 });
  });

  test("above the window's calls is the full window", () => {
    const bench = new Bench({ strategy: "failure_rate", minimum_calls: 10, window_calls: 3 });
    bench.calm(2, failure());
    expect(bench.note(failure())).toMatchObject({ verdict: { calls: 3, windowCalls: 3, windowSeconds: null } });
  });

  test("is one of the window: calls that have left it do not count towards it", () => {
    const bench = new Bench({ strategy: "failure_rate", minimum_calls: 3, window_seconds: 10 });
    bench.calm(2, failure());
    bench.wait(10);
    bench.calm(2, failure());
    expect(bench.note(failure())).toMatchObject({ verdict: { calls: 3 } });
  });

  test("holds for slow calls and for the share as well", () => {
    const slow = new Bench({ slow_call_seconds: 1, minimum_calls: 3 });
    slow.calm(2, FINE, 1000);
    expect(slow.note(FINE, 1000)).not.toBeNull();
    const adaptive = new Bench({ strategy: "adaptive", minimum_calls: 3 });
    adaptive.calm(2, failure());
    expect(adaptive.judge.share(adaptive.now)).toBe(1);
    expect(adaptive.note(failure())).not.toBeNull();
    expect(adaptive.judge.share(adaptive.now)).toBe(0.05);
  });
});

describe("what is met first opens", () => {
  const all: PolicyPatch = {
    strategy: ["adaptive", "failure_rate"],
    slow_call_seconds: 1,
    minimum_calls: 4,
    window_calls: 8,
    failure_rate: 0.75,
    slow_call_rate: 0.75,
    adaptive: { open_below: 0.5 },
  };

  test("the failure rate says its figures", () => {
    const bench = new Bench(all);
    bench.calm(1, FINE);
    bench.calm(2, failure());
    expect(bench.note(failure())).toMatchObject({
      verdict: { by: "failure_rate", rate: 0.75, limit: 0.75, calls: 4, failures: 3, slow: 0, windowCalls: 8 },
    });
  });

  test("slow calls say theirs, though all of them succeeded", () => {
    const bench = new Bench(all);
    bench.calm(1, FINE, 999);
    bench.calm(2, FINE, 1000);
    expect(bench.note(FINE, 1500)).toMatchObject({
      verdict: { by: "slow_call_rate", rate: 0.75, limit: 0.75, calls: 4, failures: 0, slow: 3 },
      consecutiveFailures: 0,
    });
  });

  test("adaptive says its", () => {
    const bench = new Bench({ ...all, failure_rate: 1 });
    bench.calm(1, FINE);
    bench.calm(2, failure());
    expect(bench.note(failure())).toMatchObject({ verdict: { by: "adaptive", rate: 0.25, limit: 0.5 } });
  });

  test("of several that one call meets, it is the failure rate, then slow calls, then adaptive", () => {
    const bench = new Bench(all);
    bench.calm(3, failure(), 2000);
    expect(bench.note(failure(), 2000)?.verdict.by).toBe("failure_rate");
    const lenient = new Bench({ ...all, strategy: "adaptive" });
    lenient.calm(3, failure(), 2000);
    expect(lenient.note(failure(), 2000)?.verdict.by).toBe("slow_call_rate");
  });

  test("what the policy does not ask for is not judged", () => {
    const rates = new Bench({ strategy: "failure_rate", minimum_calls: 1, failure_rate: 1 });
    rates.calm(1, FINE, 1e9);
    rates.calm(20, failure(), 1e9);
    const slow = new Bench({ slow_call_seconds: 1, minimum_calls: 1 });
    slow.calm(20, failure());
    const adaptive = new Bench({ strategy: "adaptive", minimum_calls: 1, adaptive: { open_below: 0 } });
    adaptive.calm(20, failure(), 1e9);
  });
});

describe("the evidence", () => {
  const messages = (evidence: ReturnType<Bench["note"]>) => evidence?.failures.map(({ message }) => message);

  test("is the failures of the window, oldest first, each with its time and group", () => {
    const bench = new Bench({ strategy: "failure_rate", minimum_calls: 4 });
    bench.calm(1, failure("first", "503"));
    bench.wait(1);
    bench.calm(1, FINE);
    bench.calm(1, failure("second"));
    expect(bench.note(failure("third"))?.failures).toEqual([
      { at: START, message: "first", group: "503" },
      { at: START + 1000, message: "second", group: "timeout" },
      { at: START + 1000, message: "third", group: "timeout" },
    ]);
  });

  test("has slow calls that succeeded, as `slow: took …`, and a slow failure once, as what it was", () => {
    const bench = new Bench({ slow_call_seconds: 2, minimum_calls: 4 });
    bench.calm(1, FINE, 2345);
    bench.calm(1, FINE, 1999);
    bench.calm(1, failure("hung"), 30_000);
    const evidence = bench.note(failure("refused", "ECONNREFUSED"), 2)!;
    expect(evidence.verdict).toMatchObject({ by: "slow_call_rate", slow: 2, failures: 2 });
    expect(evidence.failures).toEqual([
      { at: START, message: "slow: took 2.35 s", group: "slow" },
      { at: START, message: "hung", group: "timeout" },
      { at: START, message: "refused", group: "ECONNREFUSED" },
    ]);
    expect(evidence.consecutiveFailures).toBe(2);
  });

  test("has no call that has left a window of seconds", () => {
    const bench = new Bench({ strategy: "failure_rate", minimum_calls: 2, window_seconds: 10 });
    bench.calm(1, failure("old"));
    bench.wait(9.999);
    expect(messages(bench.note(failure("at its last millisecond")))).toEqual(["old", "at its last millisecond"]);
    bench.wait(0.001);
    const evidence = bench.note(failure("new"));
    expect(messages(evidence)).toEqual(["at its last millisecond", "new"]);
    expect(evidence?.verdict.failures).toBe(2);
  });

  test("has no call that has left a window of calls, however lately it failed", () => {
    const bench = new Bench({ strategy: "failure_rate", minimum_calls: 4, window_calls: 4 });
    bench.calm(1, failure("old"));
    bench.calm(4, FINE);
    bench.calm(1, failure("one"));
    expect(messages(bench.note(failure("two")))).toEqual(["one", "two"]);
  });

  test("is the last twenty of more, though the verdict has counted all", () => {
    const bench = new Bench({ strategy: "failure_rate", minimum_calls: 50 });
    for (let call = 0; call < 49; call += 1) bench.calm(1, failure(`no. ${call}`));
    const evidence = bench.note(failure("no. 49"));
    expect(messages(evidence)).toEqual(Array.from({ length: 20 }, (_, index) => `no. ${30 + index}`));
    expect(evidence).toMatchObject({ verdict: { failures: 50 }, consecutiveFailures: 50 });
  });

  test("has messages as a circuit keeps them: capped and well-formed", () => {
    const bench = new Bench({ strategy: "failure_rate", minimum_calls: 1 });
    const [kept] = bench.note(failure("x".repeat(600)))!.failures;
    expect(kept?.message).toBe(`${"x".repeat(499)}…`);
  });

  test("counts failures in a row, over what left the window, until a success", () => {
    const bench = new Bench({ strategy: "failure_rate", window_calls: 2, minimum_calls: 2, failure_rate: 1 });
    bench.calm(1, failure());
    expect(bench.note(failure())).toMatchObject({ consecutiveFailures: 2 });
    expect(bench.note(failure())).toMatchObject({ consecutiveFailures: 3 });
    bench.calm(1, FINE);
    bench.calm(1, failure());
    expect(bench.note(failure())).toMatchObject({ consecutiveFailures: 2 });
  });

  test("is kept to what it was when it was found", () => {
    const bench = new Bench({ strategy: "failure_rate", minimum_calls: 1 });
    const evidence = bench.note(failure("one"))!;
    bench.note(failure("two"));
    expect(messages(evidence)).toEqual(["one"]);
    expect(evidence.verdict.calls).toBe(1);
  });
});

describe("another generation", () => {
  test("begins with nothing seen", () => {
    const bench = new Bench({ strategy: ["failure_rate", "adaptive"], slow_call_seconds: 1, minimum_calls: 3 });
    bench.calm(2, failure(), 2000);
    bench.judge.follow(2);
    expect(bench.look()).toEqual({
      consecutiveFailures: 0,
      lastError: null,
      counts: { calls: 0, failures: 0, slow: 0 },
      share: 1,
    });
    bench.calm(2, failure("new"), 2000);
    const evidence = bench.note(failure("new"), 2000);
    expect(evidence).toMatchObject({ verdict: { calls: 3 }, consecutiveFailures: 3 });
    expect(evidence?.failures.map(({ message }) => message)).toEqual(["new", "new", "new"]);
  });

  test("is also one that is older; the same one changes nothing", () => {
    const bench = new Bench({ strategy: "failure_rate" });
    bench.calm(2, failure());
    bench.judge.follow(1);
    expect(bench.look().counts.calls).toBe(2);
    bench.judge.follow(0);
    expect(bench.look().counts.calls).toBe(0);
  });

  test("is remembered: what it has seen since is not forgotten by hearing of it again", () => {
    const bench = new Bench({ strategy: "failure_rate" });
    bench.judge.follow(2);
    bench.calm(2, failure());
    bench.judge.follow(2);
    expect(bench.look().counts.calls).toBe(2);
  });
});

describe("an edit of the policy", () => {
  const seen: PolicyPatch = { strategy: "failure_rate", slow_call_seconds: 1, window_seconds: 10, slow_call_rate: 1 };

  function twoFailures(patch: PolicyPatch = seen): Bench {
    const bench = new Bench(patch);
    bench.calm(1, FINE, 1500);
    bench.calm(2, failure("seen before"));
    return bench;
  }

  test.each<[string, PolicyPatch]>([
    ["to the same", seen],
    ["of the limit", { ...seen, failure_rate: 0.9 }],
    ["to a longer window", { ...seen, window_seconds: 3600 }],
    ["to a shorter window", { ...seen, window_seconds: 1 }],
    ["to another strategy", { strategy: "adaptive", window_seconds: 10 }],
    ["of what the window is not about", { ...seen, recovery_timeout: 1, minimum_calls: 5 }],
  ])("%s keeps what was seen", (_, patch) => {
    const bench = twoFailures();
    bench.edit(patch);
    expect(bench.look()).toEqual({
      consecutiveFailures: 2,
      lastError: { at: START, message: "seen before", group: "timeout" },
      counts: { calls: 3, failures: 2, slow: 1 },
      share: 1,
    });
  });

  test("opens nothing by itself; the next call is judged by the new limits", () => {
    const bench = twoFailures();
    bench.edit({ ...seen, minimum_calls: 4, failure_rate: 0.5 });
    const evidence = bench.note(FINE);
    expect(evidence).toMatchObject({ verdict: { by: "failure_rate", calls: 4, failures: 2 }, consecutiveFailures: 0 });
    expect(evidence?.failures).toHaveLength(3);
  });

  test("to another number of calls keeps the last of them", () => {
    const bench = twoFailures({ strategy: "failure_rate", window_calls: 10 });
    bench.edit({ strategy: "failure_rate", window_calls: 2 });
    expect(bench.look()).toMatchObject({ counts: { calls: 2, failures: 2 }, consecutiveFailures: 2 });
    bench.edit({ strategy: "failure_rate", window_calls: 10, minimum_calls: 3 });
    expect(bench.note(failure("after"))).toMatchObject({ verdict: { calls: 3 }, consecutiveFailures: 3 });
  });

  test.each<[string, PolicyPatch, PolicyPatch]>([
    ["seconds to calls", { window_seconds: 10 }, { window_calls: 10 }],
    ["calls to seconds", { window_calls: 10 }, { window_seconds: 10 }],
  ])("from %s begins the window anew, and keeps the failures in a row", (_, before, after) => {
    const bench = new Bench({ strategy: "failure_rate", ...before });
    bench.calm(2, failure("before"));
    bench.edit({ strategy: "failure_rate", minimum_calls: 1, ...after });
    expect(bench.look()).toMatchObject({
      consecutiveFailures: 2,
      lastError: { message: "before" },
      counts: { calls: 0, failures: 0 },
    });
    const evidence = bench.note(failure("after"));
    expect(evidence).toMatchObject({ verdict: { calls: 1 }, consecutiveFailures: 3 });
    expect(evidence?.failures.map(({ message }) => message)).toEqual(["after"]);
  });

  test("beside a change of generation keeps nothing", () => {
    const bench = twoFailures();
    bench.edit(seen, 2);
    expect(bench.look()).toMatchObject({ consecutiveFailures: 0, lastError: null, counts: { calls: 0 } });
  });

  test("keeps what was seen since the last change of generation", () => {
    const bench = twoFailures();
    bench.judge.follow(2);
    bench.calm(1, failure());
    bench.edit(seen, 2);
    expect(bench.look()).toMatchObject({ consecutiveFailures: 1, counts: { calls: 1 } });
  });

  test("to a policy that judges no window leaves no judge", () => {
    expect(twoFailures().edit({})).toBeNull();
  });
});

describe("the share that it lets through", () => {
  test("shrinks with the success rate and grows with it", () => {
    const bench = new Bench({ strategy: "adaptive", minimum_calls: 4, window_calls: 10, adaptive: { open_below: 0 } });
    bench.notes(3, failure());
    expect(bench.judge.isThrottling).toBe(false);
    bench.notes(1, FINE);
    expect(bench.judge.isThrottling).toBe(true);
    expect(bench.judge.share(bench.now)).toBe(0.5);
    bench.notes(2, FINE);
    expect(bench.judge.share(bench.now)).toBe(1);
    expect(bench.judge.isThrottling).toBe(false);
  });

  test("is everything again when the failures have left the window, without a call", () => {
    const bench = new Bench({ strategy: "adaptive", window_seconds: 10, adaptive: { open_below: 0 } });
    bench.notes(10, failure());
    bench.wait(9.999);
    expect(bench.judge.share(bench.now)).toBe(0.05);
    expect(bench.judge.isThrottling).toBe(true);
    bench.wait(0.001);
    // Nobody has asked it yet: it throttles as it was when it last heard of anything.
    expect(bench.judge.isThrottling).toBe(true);
    expect(bench.judge.share(bench.now)).toBe(1);
    expect(bench.judge.isThrottling).toBe(false);
  });

  test("is everything where the strategy is another, whatever fails", () => {
    const bench = new Bench({ strategy: "failure_rate", slow_call_seconds: 1 });
    bench.notes(20, failure(), 5000);
    expect(bench.judge.share(bench.now)).toBe(1);
    expect(bench.judge.isThrottling).toBe(false);
    expect(bench.look().share).toBe(1);
  });
});

describe("looking at what a judge has seen", () => {
  test("tells the calls of the window as of now, the failures in a row and the last error", () => {
    const bench = new Bench({ strategy: "adaptive", window_seconds: 10, slow_call_seconds: 1, slow_call_rate: 1 });
    bench.calm(4, FINE, 1000);
    bench.calm(4, failure("down"));
    bench.wait(5);
    bench.calm(2, failure("down again"));
    expect(bench.look()).toEqual({
      consecutiveFailures: 6,
      lastError: { at: bench.now, message: "down again", group: "timeout" },
      counts: { calls: 10, failures: 6, slow: 4 },
      share: 0.8,
    });
    bench.wait(5);
    expect(bench.look()).toMatchObject({
      counts: { calls: 2, failures: 2, slow: 0 },
      share: 1,
      consecutiveFailures: 6,
    });
  });

  test("knows a slow success as the last error", () => {
    const bench = new Bench({ slow_call_seconds: 1 });
    bench.calm(1, failure("down"));
    bench.calm(1, FINE, 1000);
    expect(bench.look()).toMatchObject({ consecutiveFailures: 0, lastError: { message: "slow: took 1 s" } });
  });

  test("changes nothing, not even by looking far ahead or back, nor through an edit that follows", () => {
    const patch: PolicyPatch = { strategy: "adaptive", window_seconds: 10, minimum_calls: 2 };
    const [watched, alone] = [new Bench(patch), new Bench(patch)];
    for (const bench of [watched, alone]) {
      bench.notes(3, failure());
      if (bench === watched)
        for (const ahead of [-86_400, 0, 5, 10, 86_400]) bench.judge.sightings(START + ahead * 1000);
      expect(bench.judge.isThrottling).toBe(true);
      bench.wait(30);
      if (bench === watched) bench.look();
      bench.edit({ ...patch, window_seconds: 60 });
    }
    expect(watched.look()).toEqual(alone.look());
    expect(watched.look().counts.calls).toBe(3);
    expect(watched.note(failure())).toEqual(alone.note(failure()));
  });
});
