import { describe, expect, it } from "vitest";
import { recordOf, replayed, START } from "./testkit.ts";

const known = (figure: number) => ({ least: figure, likely: figure, most: figure });
/** So many seconds with the same calls. */
const times = (count: number, text: string) => new Array<string>(count).fill(text);

describe("failures in a row", () => {
  it("open at the very call where they began with the second, and everything after it is rejected", () => {
    expect(replayed(recordOf(["ss", "ffffsss", ...times(3, "s")]), { failure_threshold: 3 })).toMatchObject({
      isExact: true,
      openings: known(1),
      rejected: known(1 + 3 + 3),
      succeeded: known(3 + 3),
      told: [{ at: { least: START + 1000, most: START + 1999 }, by: ["consecutive"] }],
    });
  });

  it("are counted over seconds, and over a pause", () => {
    const record = recordOf(["sf", "ff", "", "", "f", "fss"]);
    expect(replayed(record, { failure_threshold: 5 })).toMatchObject({ isExact: true, rejected: known(2) });
    expect(replayed(record, { failure_threshold: 6 })).toMatchObject({ isExact: true, openings: known(0) });
  });

  it("that were parted by one success are not in a row", () => {
    expect(replayed(recordOf(["ff", "s", "ff", "fsf"]), { failure_threshold: 4 }).openings).toEqual(known(0));
  });

  it("in the midst of a second are known to open, and not when", () => {
    const said = replayed(recordOf(["sfffssfs"]), { failure_threshold: 3 });
    expect(said.openings).toEqual(known(1));
    expect(said.isExact).toBe(false);
    expect(said.rejected.least).toBeLessThanOrEqual(4);
    expect(said.rejected.most).toBeGreaterThanOrEqual(4);
  });

  it("are told with what was under way together when they opened: that could not be rejected", () => {
    const record = recordOf(["fffss", "s"], { together: true });
    expect(replayed(record, { failure_threshold: 3 })).toMatchObject({
      rejected: { least: 1, most: 3 },
      succeeded: { least: 1, most: 3 },
    });
  });
});

describe("a wait that is over", () => {
  const policy = { failure_threshold: 2, recovery_timeout: 3 };

  it("lets the next call decide: a success closes", () => {
    const said = replayed(recordOf(["ff", "s", "s", "", "", "s", "s"]), policy);
    expect(said).toMatchObject({ isExact: true, rejected: known(2), succeeded: known(2), openings: known(1) });
  });

  it("lets the next call decide: a failure opens again, for another wait", () => {
    const said = replayed(recordOf(["ff", "", "", "", "", "f", "s", "", "", "s", "s"]), policy);
    expect(said).toMatchObject({ rejected: known(1), openings: known(2) });
    expect(said.told.map(({ by }) => by)).toEqual([["consecutive"], ["probe"]]);
  });

  it("within a second with calls leaves open which of them is the next", () => {
    const said = replayed(recordOf(["ff", "", "", "sf", "s", "s", "s", "s"]), policy);
    expect(said.openings).toMatchObject({ least: 1, most: 2 });
    expect(said.isExact).toBe(false);
  });

  it("wants as many successes as the policy says", () => {
    const said = replayed(recordOf(["ff", "", "", "", "s", "s", "f", "s"]), { ...policy, half_open_successes: 3 });
    expect(said).toMatchObject({ openings: known(2), rejected: known(1) });
  });

  it("grows with a backoff", () => {
    const backoff = { factor: 3, cap_seconds: 100, jitter: false, reset_after_seconds: 600 };
    const record = recordOf(["ff", "", "", "", "f", ...times(8, "s"), "", "", "s"]);
    expect(replayed(record, { ...policy, recovery_backoff: backoff }).rejected).toEqual(known(8));
  });

  it("of less than a second is too short for the record, which is said with bounds", () => {
    const said = replayed(recordOf(["fffff"]), { failure_threshold: 1, recovery_timeout: 0.1 });
    expect(said).toMatchObject({ openings: { least: 0, most: 5 }, rejected: { least: 0, most: 5 }, isExact: false });
  });
});

describe("rates", () => {
  it("open with the call with which they reach their limit", () => {
    const policy = { strategy: "failure_rate", minimum_calls: 4, failure_rate: 0.5, window_seconds: 10 } as const;
    const said = replayed(recordOf(["ss", "f", "fs", "s"]), policy);
    expect(said).toMatchObject({ isExact: true, openings: known(1), rejected: known(2), succeeded: known(2) });
    expect(said.told[0]?.by).toEqual(["failure_rate"]);
  });

  it("forget what has grown too old", () => {
    const policy = { strategy: "failure_rate", minimum_calls: 2, failure_rate: 0.5, window_seconds: 10 } as const;
    expect(replayed(recordOf(["f", ...times(12, ""), "sf", "s"]), policy).openings.most).toBe(1);
    expect(replayed(recordOf(["sf", ...times(12, ""), "s", "s"]), { ...policy, minimum_calls: 3 }).openings).toEqual(
      known(0),
    );
  });

  it("of the last calls go by their number, however long ago they were", () => {
    const policy = { strategy: "failure_rate", minimum_calls: 4, failure_rate: 0.75, window_calls: 4 } as const;
    const said = replayed(recordOf(["sss", "f", ...times(100, ""), "f", "", "f", "s"]), policy);
    expect(said).toMatchObject({ isExact: true, openings: known(1), rejected: known(1) });
  });
});

describe("slow calls", () => {
  const slow = { slow_call_rate: 0.5, minimum_calls: 4, strategy: "consecutive" } as const;

  it("are known by the limit that they were counted by", () => {
    const record = recordOf(["ssSS", "s"], { slowFrom: 399 });
    expect(replayed(record, { ...slow, slow_call_seconds: 0.399 })).toMatchObject({ openings: known(1) });
  });

  it("are known by any limit that parts their latencies", () => {
    expect(replayed(recordOf(["SsS", "s", "s"]), { ...slow, slow_call_seconds: 0.1 })).toMatchObject({
      isExact: true,
      openings: known(1),
    });
  });

  it("may or may not be slow by a limit in the midst of their latencies", () => {
    expect(replayed(recordOf(["SSSS"]), { ...slow, slow_call_seconds: 0.4 }).openings).toMatchObject({
      least: 0,
      most: 1,
    });
  });
});

describe("what is left to chance", () => {
  it("has bounds from nothing to everything while a ramp lasts", () => {
    const record = recordOf(["ff", "", "", "", "s", ...times(5, "ss")]);
    const said = replayed(record, { failure_threshold: 2, recovery_timeout: 3, ramp_seconds: 2 });
    expect(said.rejected.least).toBe(0);
    expect(said.rejected.most).toBeGreaterThanOrEqual(4);
    expect(said.rejected.most).toBeLessThanOrEqual(6);
    expect(said.rejected.likely).toBeGreaterThan(0);
  });

  it("is whether a slow call was let through that began while no call ended, though the window forgot since", () => {
    const policy = { failure_threshold: 3, minimum_calls: 2, window_seconds: 2 };
    const throttling = {
      ...policy,
      strategy: ["consecutive" as const, "adaptive" as const],
      adaptive: { open_below: 0 },
    };
    const record = recordOf(["ssss", "ff", "", "", "F"], { carried: true });
    expect(replayed(record, policy).openings).toEqual(known(1));
    expect(replayed(record, throttling).openings).toMatchObject({ least: 0, most: 1 });
  });
});

describe("what the circuit itself refused", () => {
  it("is left out, and told: nobody knows what would have become of it", () => {
    const said = replayed(recordOf(["fffff", "rr", "", "rrr", "f", "r", "s", "r"]), { failure_threshold: 10 });
    expect(said).toMatchObject({ isExact: false, openings: known(0), calls: 7, refused: 7 });
    expect(said.unknown).toEqual([
      { from: START + 1000, until: START + 4000, rejected: 5 },
      { from: START + 5000, until: START + 6000, rejected: 1 },
      { from: START + 7000, until: START + 8000, rejected: 1 },
    ]);
  });
});

describe("a period", () => {
  it("is what figures are about; what went before says how it began", () => {
    const record = recordOf(["ff", "s", "s", "s", "s", "s"]);
    const policy = { failure_threshold: 2, recovery_timeout: 300 };
    const period = { from: START + 2000, to: START + 4000 };
    expect(replayed(record, policy, period)).toMatchObject({
      calls: 2,
      openings: known(0),
      rejected: known(2),
      told: [],
    });
  });
});

describe("an outage in dense traffic", () => {
  const healthy = "ssssssssssssssssssss";
  const record = recordOf([...times(60, healthy), ...times(100, healthy.replaceAll("s", "f")), ...times(200, healthy)]);

  it("is told within a few seconds' calls, and what is likely is next to the truth", () => {
    // Opens within its second with the fifth failure; tested at 30, 60 and 90 s, and found well at 120 s.
    const said = replayed(record, { failure_threshold: 5, recovery_timeout: 30 });
    expect(said.openings).toEqual(known(4));
    expect(said.rejected.most - said.rejected.least).toBeLessThanOrEqual(100);
    expect(said.rejected.likely).toBeGreaterThan(2380);
    expect(said.rejected.likely).toBeLessThan(2420);
  });

  it("is replayed of a whole day in a second or so", () => {
    const day = Array.from({ length: 240 }, (_, part) =>
      record.map((second) => ({ ...second, second: second.second + part * 360 })),
    ).flat();
    const before = process.cpuUsage();
    replayed(day, { strategy: ["consecutive", "failure_rate"], recovery_timeout: 30 });
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5);
  });
});
