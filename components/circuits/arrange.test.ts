import { describe, expect, it } from "vitest";
import { arrange, keepPlaces, totalsOf } from "./arrange.ts";

type Arranged = Parameters<typeof arrange>[0][number];

const at = (minute: number) => `2026-02-12T12:${String(minute).padStart(2, "0")}:00.000Z`;
const circuit = (name: string, more: Partial<Arranged> = {}): Arranged => ({
  circuit: name,
  state: "closed",
  state_since: at(0),
  override: null,
  share: 1,
  consecutive_failures: 0,
  ...more,
});
const hold = (minute: number): Arranged["override"] => ({
  mode: "forced_open",
  actor: "ada@acme.io",
  reason: null,
  at: at(minute),
  expires_at: null,
});

describe("arranging", () => {
  it("puts what is open first, then half-open, then held; the newest first", () => {
    const { attention, closed } = arrange([
      circuit("fine"),
      circuit("held", { override: hold(30) }),
      circuit("half", { state: "half_open", state_since: at(20) }),
      circuit("old", { state: "open", state_since: at(1) }),
      circuit("new", { state: "open", state_since: at(9) }),
    ]);
    expect(attention).toEqual(["new", "old", "half", "held"]);
    expect(closed).toEqual(["fine"]);
  });

  it("puts closed circuits that hold calls back where what needs attention is", () => {
    const { attention, closed } = arrange([circuit("ramping", { share: 0.25 }), circuit("fine")]);
    expect({ attention, closed }).toEqual({ attention: ["ramping"], closed: ["fine"] });
  });

  it("puts closed circuits with most failures first, then by name", () => {
    const { closed } = arrange([circuit("b"), circuit("a"), circuit("shaky", { consecutive_failures: 3 })]);
    expect(closed).toEqual(["shaky", "a", "b"]);
  });

  it("shows a dozen closed circuits as cards, and more as rows", () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => circuit(`c${index}`));
    expect(arrange(many(12)).closedAs).toBe("cards");
    expect(arrange(many(13)).closedAs).toBe("rows");
  });
});

describe("while places are held", () => {
  const held = { attention: ["a", "b"], closed: ["c", "d"], closedAs: "cards" } as const;

  it("leaves all where they are, whatever becomes of them", () => {
    expect(keepPlaces(held, { attention: ["d", "b"], closed: ["a", "c"], closedAs: "rows" })).toEqual(held);
  });

  it("lets go what is gone, and puts what is new last", () => {
    expect(keepPlaces(held, { attention: ["new", "b"], closed: ["e", "d", "c"], closedAs: "cards" })).toEqual({
      attention: ["b", "new"],
      closed: ["c", "d", "e"],
      closedAs: "cards",
    });
  });
  it("lets what comes up from beyond a page wait", () => {
    const now = { attention: ["new", "a", "b"], closed: ["e", "c"], closedAs: "rows" } as const;
    expect(keepPlaces(held, now, false)).toEqual({ attention: ["a", "b"], closed: ["c"], closedAs: "cards" });
  });
});

describe("how many there are in all", () => {
  const arranged = { attention: ["a"], closed: ["b"], closedAs: "rows" } as const;

  it("is what the server counts, of the state that is asked for", () => {
    const reply = { count: 90, attention: 12 };
    expect(totalsOf(reply, arranged, undefined)).toEqual({ attention: 12, closed: 78 });
    expect(totalsOf(reply, arranged, "open")).toEqual({ attention: 90, closed: 0 });
    expect(totalsOf(reply, arranged, "closed")).toEqual({ attention: 1, closed: 89 });
  });
});
