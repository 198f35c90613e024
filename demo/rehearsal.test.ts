import { describe, expect, it } from "vitest";
import { type Pace, rehearse } from "./rehearsal.ts";
import { CYCLE_SECONDS, DEPENDENCIES, type Dependency } from "./schedule.ts";

const PACES: readonly Pace[] = ["quick", "slow"];

function rehearsed(dependency: Dependency, idle: number, length: number, pace: Pace = "slow") {
  const { events, probes } = rehearse(dependency, { idle, length, pace });
  /** The state at a moment, told from the events before it. */
  const stateAt = (seconds: number) => {
    const last = events.filter((event) => event.seconds <= seconds).at(-1);
    if (last === undefined) return "closed";
    return { opened: "open", half_opened: "half_open" }[last.kind as string] ?? "closed";
  };
  const happened = (kind: string, from: number, until: number) =>
    events.filter((event) => event.kind === kind && event.seconds >= from && event.seconds <= until);
  return { events, probes, stateAt, happened };
}

describe("the first minute, whenever somebody comes", () => {
  const arrivals = PACES.flatMap((pace) =>
    Array.from({ length: CYCLE_SECONDS * 2 }, (_, half) => ({ pace, idle: half / 2 })),
  );

  it("has payments red by 15 s", () => {
    for (const { idle, pace } of arrivals) {
      const { stateAt, happened } = rehearsed("payments.charge", idle, 60, pace);
      const isRed = stateAt(0) === "open" || happened("opened", 0, 12).length > 0;
      expect(isRed, `after ${idle} s, ${pace}`).toBe(true);
    }
  });

  it("has payments yellow by 30 s, with a test call out for longer than two polls of a page", () => {
    for (const { idle, pace } of arrivals) {
      const { probes, happened } = rehearsed("payments.charge", idle, 60, pace);
      expect(happened("half_opened", 0, 29.5), `after ${idle} s, ${pace}`).not.toEqual([]);
      const seen = probes.filter(({ from, until }) => from >= 0 && from <= 30 && until - from >= 4);
      expect(seen, `after ${idle} s, ${pace}`).not.toEqual([]);
    }
  });

  it("has payments green by 45 s, and it stays so until the next cycle", () => {
    for (const { idle, pace } of arrivals) {
      const { stateAt, happened } = rehearsed("payments.charge", idle, CYCLE_SECONDS, pace);
      expect(happened("closed", 10, 40), `after ${idle} s, ${pace}`).not.toEqual([]);
      for (const at of [40, 60, CYCLE_SECONDS]) expect(stateAt(at), `after ${idle} s, ${pace}`).toBe("closed");
    }
  });
});

describe("a show that is left open", () => {
  const cycles = [0, 1, 2, 3].map((cycle) => cycle * CYCLE_SECONDS);
  const end = cycles.length * CYCLE_SECONDS;

  it("takes payments down once in every cycle", () => {
    const { happened } = rehearsed("payments.charge", 0, end);
    for (const from of cycles) {
      expect(happened("opened", from, from + CYCLE_SECONDS)).toHaveLength(1);
      expect(happened("closed", from, from + CYCLE_SECONDS)).toHaveLength(1);
    }
  });

  it("lets mail fail in two bursts, and geo trip once, in every cycle", () => {
    const [mail, geo] = [rehearsed("smtp.relay", 0, end), rehearsed("geo.lookup", 0, end)];
    for (const from of cycles) {
      expect(mail.happened("closed", from, from + CYCLE_SECONDS)).toHaveLength(2);
      expect(geo.happened("opened", from, from + CYCLE_SECONDS)).toHaveLength(1);
      expect(geo.happened("opened", from, from + 80)).toEqual([]);
      expect(mail.stateAt(from + CYCLE_SECONDS)).toBe("closed");
      expect(geo.stateAt(from + CYCLE_SECONDS)).toBe("closed");
    }
  });

  it("keeps the tenant with the revoked key red, and the other one green", () => {
    const [acme, globex] = [rehearsed("llm.completions-acme", 0, end), rehearsed("llm.completions-globex", 0, end)];
    expect(acme.happened("closed", 0, end)).toEqual([]);
    const reds = Array.from({ length: 100 }, (_, i) => acme.stateAt(30 + i * 6)).filter((state) => state === "open");
    expect(reds.length).toBeGreaterThan(90);
    expect(globex.events).toEqual([]);
  });

  it("never opens the healthy and the slow ones", () => {
    const healthy = DEPENDENCIES.filter((name) => /^(search|catalog|sessions|fx|inventory)\./.test(name));
    expect(healthy).toHaveLength(5);
    for (const name of healthy) expect(rehearsed(name, 0, end).events).toEqual([]);
  });
});
