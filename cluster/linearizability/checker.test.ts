import { describe, expect, it } from "vitest";
import { Random } from "../../lib/registry/chaos/random.ts";
import type { Version } from "../../lib/stores/store.ts";
import { checkHistory } from "./checker.ts";
import type { Answer, Call, Operation, Seen } from "./operation.ts";
import { FAULTS } from "./testing/simulated-register.ts";
import { simulateHistory } from "./testing/simulation.ts";

const [v1, v2, v3] = [version(1, "w1"), version(2, "w2"), version(3, "w3")];

function version(number: number, writeId: string): Version {
  return { number, writeId };
}

/** The value that every swap of these tests writes. */
function kept(of: Version): Seen {
  return { version: of, value: of.writeId };
}

type Result = readonly [Call, Answer];

function swapped(expected: Version | null, made: Version): Result {
  return [swapCall(expected, made.writeId), { kind: "applied", version: made }];
}

function conflicted(expected: Version | null, writeId: string, current: Seen): Result {
  return [swapCall(expected, writeId), { kind: "conflict", current }];
}

function lost(expected: Version | null, writeId: string): Result {
  return [swapCall(expected, writeId), { kind: "unknown" }];
}

function got(seen: Seen): Result {
  return [{ kind: "get" }, { kind: "seen", seen }];
}

function swapCall(expected: Version | null, writeId: string): Call {
  return { kind: "swap", expected, next: writeId, writeId };
}

function during(invokedAt: number, returnedAt: number, [call, answer]: Result): Operation {
  return { client: "one", call, answer, invokedAt, returnedAt };
}

/** One after the other. */
function inTurn(...results: readonly Result[]): Operation[] {
  return results.map((result, index) => during(2 * index, 2 * index + 1, result));
}

function accepts(history: readonly Operation[]): void {
  expect(checkHistory(history)).toEqual({ isLinearizable: true });
}

/** Refuses it for the answer of the operation at `index`. */
function refuses(history: readonly Operation[], index = history.length - 1): void {
  expect(checkHistory(history)).toMatchObject({ isLinearizable: false, offending: history[index] });
}

describe("operations in turn", () => {
  it("may write, read, conflict and write again, with numbers that grow as they like", () => {
    const v9 = version(9, "w9");
    accepts(inTurn(got(null), swapped(null, v1), got(kept(v1)), conflicted(null, "x", kept(v1)), swapped(v1, v9)));
  });

  it("may remove a value, and find nothing", () => {
    const removal: Result = [
      { kind: "swap", expected: v1, next: null, writeId: "w2" },
      { kind: "applied", version: v2 },
    ];
    accepts(inTurn(swapped(null, v1), removal, got(null), conflicted(v2, "x", null), swapped(null, v3)));
    refuses(inTurn(swapped(null, v1), removal, got(kept(v1))));
  });

  it("must not read what was overwritten", () => {
    refuses(inTurn(swapped(null, v1), swapped(v1, v2), got(kept(v1))));
  });

  it("must not read what nobody wrote, nor another value than was written", () => {
    refuses(inTurn(swapped(null, v1), got(kept(v2))));
    refuses(inTurn(swapped(null, v1), got({ version: v1, value: "another" })));
  });

  it("must not lose an update", () => {
    refuses(inTurn(swapped(null, v1), swapped(v1, v2), swapped(v1, v3)));
    refuses(inTurn(swapped(null, v1), got(null)));
  });

  it("must not give a number that is no larger than one before", () => {
    refuses(inTurn(swapped(null, v2), swapped(v2, version(2, "w9"))));
    refuses(inTurn(swapped(null, v2), swapped(v2, v1)));
  });

  it("must not conflict with what was expected, nor with what is not there", () => {
    refuses(inTurn(swapped(null, v1), conflicted(v1, "x", kept(v1))));
    refuses(inTurn(swapped(null, v1), swapped(v1, v2), conflicted(v1, "x", kept(v1))));
  });

  it("must answer a swap with its own write id", () => {
    refuses(inTurn([swapCall(null, "w1"), { kind: "applied", version: v2 }]));
  });
});

describe("a repeat", () => {
  it("is answered with the version that it made, whatever was written since", () => {
    accepts(inTurn(swapped(null, v1), swapped(v1, v2), swapped(null, v1), got(kept(v2))));
  });

  it("must not be applied a second time", () => {
    refuses(inTurn(swapped(null, v1), swapped(null, version(2, "w1"))));
    const again = inTurn(swapped(null, v1), swapped(v1, v2), swapped(null, v1), got(kept(v1)));
    refuses(again);
  });

  it("must not conflict once it was applied, and may be applied once it has conflicted", () => {
    refuses(inTurn(swapped(null, v1), conflicted(null, "w1", kept(v1))));
    const removal: Result = [
      { kind: "swap", expected: v1, next: null, writeId: "w2" },
      { kind: "applied", version: v2 },
    ];
    accepts(inTurn(swapped(null, v1), conflicted(null, "w3", kept(v1)), removal, swapped(null, v3)));
  });
});

describe("operations that overlap", () => {
  it("may take effect in either order", () => {
    const write = during(0, 10, swapped(null, v1));
    accepts([write, during(1, 2, got(null)), during(3, 4, got(kept(v1)))]);
    accepts([write, during(1, 2, got(kept(v1))), during(3, 4, got(kept(v1)))]);
  });

  it("must not go back to the order that another has ruled out", () => {
    refuses([during(0, 10, swapped(null, v1)), during(1, 2, got(kept(v1))), during(3, 4, got(null))], 2);
  });

  it("are not tried in every order where none will do", () => {
    const readers = Array.from({ length: 20 }, (_, index) => during(index, 100 + index, got(null)));
    refuses([...readers, during(50, 60, got(kept(v1)))]);
    const removals = Array.from({ length: 11 }, (_, index) =>
      during(index, 100, [{ kind: "swap", expected: null, next: null, writeId: `r${index}` }, { kind: "unknown" }]),
    );
    refuses([...removals, during(50, 60, got(kept(v1)))]);
  });

  it("may not both win", () => {
    const winner = during(0, 10, swapped(null, v1));
    accepts([winner, during(0, 11, conflicted(null, "x", kept(v1)))]);
    refuses([winner, during(0, 11, swapped(null, v2))]);
  });

  it("may be in either order where one returns as the other is invoked", () => {
    accepts([during(0, 1, got(kept(v1))), during(1, 2, swapped(null, v1))]);
  });
});

describe("a lost reply", () => {
  const write = during(0, 1, lost(null, "w1"));

  it("may stand for an effect, then or later, or for none", () => {
    accepts([write, during(2, 3, got(kept(v1)))]);
    accepts([write, during(2, 3, got(null)), during(4, 5, got(kept(v1)))]);
    accepts([write, during(2, 3, got(null)), during(4, 5, swapped(null, v2)), during(6, 7, got(kept(v2)))]);
  });

  it("must not stand for an effect that comes and goes", () => {
    refuses([write, during(2, 3, got(kept(v1))), during(4, 5, got(null))]);
  });

  it("must not stand for an effect before its call", () => {
    refuses([during(0, 1, got(kept(v1))), during(2, 3, lost(null, "w1"))], 0);
  });

  it("is settled by its repeat", () => {
    accepts([write, during(2, 3, swapped(null, v1)), during(4, 5, swapped(v1, v2)), during(6, 7, swapped(null, v1))]);
    refuses([
      write,
      during(2, 3, got(kept(v1))),
      during(4, 5, swapped(v1, v2)),
      during(6, 7, swapped(null, version(3, "w1"))),
    ]);
  });

  it("takes a number of its own, seen or not", () => {
    const removal = lost(v2, "gone");
    const results = [swapped(null, v2), [{ ...removal[0], next: null }, removal[1]] as Result];
    accepts(inTurn(...results, got(null), swapped(null, version(4, "w4"))));
    refuses(inTurn(...results, swapped(null, v3)));
  });
});

describe("a refused call", () => {
  it("must have had no effect", () => {
    const refused = during(0, 1, [swapCall(null, "w1"), { kind: "unavailable" }]);
    accepts([refused, during(2, 3, got(null))]);
    refuses([refused, during(2, 3, got(kept(v1)))]);
  });
});

describe("the report", () => {
  it("names the shortest beginning that cannot be explained and what ended it, not what came after", () => {
    const history = inTurn(swapped(null, v1), swapped(v1, v2), got(kept(v1)), got(kept(v2)), got(null));
    const verdict = checkHistory(history);
    expect(verdict).toMatchObject({ isLinearizable: false, prefix: history.slice(0, 3), offending: history[2] });
    expect("report" in verdict && verdict.report.split("\n")).toEqual([
      "No order explains these 3 operations; with the one marked, it ends:",
      '  #1  one  0.00–1.00  swap nothing → "w1" as w1: applied 1 by w1',
      '  #2  one  2.00–3.00  swap 1 by w1 → "w2" as w2: applied 2 by w2',
      '> #3  one  4.00–5.00  get: 1 by w1, "w1"',
      'The longest order that explains its answers: #1 #2; it leaves 2 by w2, "w2".',
    ]);
  });
});

describe("histories of simulated clients", () => {
  const seeds = Array.from({ length: 300 }, (_, index) => index + 1);

  it("are all accepted of a register without a fault", () => {
    for (const seed of seeds) {
      const { history } = simulateHistory(new Random(seed), null);
      const verdict = checkHistory(history);
      expect("report" in verdict ? `seed ${seed}\n${verdict.report}` : "").toBe("");
    }
  });

  it.each(FAULTS)("are mostly refused of a register with %s", (fault) => {
    const struck = seeds.map((seed) => simulateHistory(new Random(seed), fault)).filter(({ isStruck }) => isStruck);
    const caught = struck.filter(({ history }) => !checkHistory(history).isLinearizable);
    expect(struck.length).toBeGreaterThan(100);
    expect(caught.length / struck.length).toBeGreaterThan(0.5);
  });
});
