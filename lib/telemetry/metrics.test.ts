import { describe, expect, it } from "vitest";
import { CallStatistics } from "./call-statistics.ts";
import { exposition } from "./metrics.ts";

const SAMPLE = /^[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-z_]+="(\\.|[^"\\])*",?)+\})? -?[0-9.e+-]+$/;

function measured() {
  const statistics = new CallStatistics({ now: () => 0 });
  for (const ms of [0.2, 4, 90_000]) statistics.executed("api", "success", ms, 0);
  statistics.executed("api", "failure", 4, 0);
  statistics.rejected("api", 0);
  return { id: "api", nodeType: "api", state: "open", statistics: statistics.of("api") } as const;
}

describe("metrics", () => {
  const lines = exposition([measured()], true).trimEnd().split("\n");

  it("are lines of the text format, each family with its help and type", () => {
    for (const line of lines) expect(line).toMatch(line.startsWith("#") ? /^# (HELP|TYPE) [a-z_]+ .+$/ : SAMPLE);
    expect(lines.filter((line) => line.startsWith("# TYPE"))).toHaveLength(7);
  });

  it("say 1 for the one state that a circuit is in", () => {
    const states = lines.filter((line) => line.startsWith("breaker_panel_circuit_state"));
    expect(states.map((line) => line.replace(/.*state="(\w+)".* (\d)$/, "$1 $2"))).toEqual([
      "closed 0",
      "open 1",
      "half_open 0",
    ]);
  });

  it("count calls by outcome", () => {
    const calls = lines.filter((line) => line.startsWith("breaker_panel_calls_total"));
    expect(calls.map((line) => line.replace(/.*outcome="(\w+)".* (\d)$/, "$1 $2"))).toEqual([
      "success 3",
      "failure 1",
      "ignored 0",
      "rejected 1",
    ]);
  });

  it("have a histogram that grows to its count", () => {
    const buckets = lines.filter((line) => line.includes("_bucket{")).map((line) => Number(line.split(" ").at(-1)));
    expect(buckets).toEqual([...buckets].sort((a, b) => a - b));
    expect(buckets.slice(-2)).toEqual([3, 4]);
    expect(lines).toContain('breaker_panel_call_duration_seconds_count{circuit="api",node_type="api"} 4');
    expect(lines).toContain('breaker_panel_call_duration_seconds_sum{circuit="api",node_type="api"} 90.0082');
  });

  it("say which version runs, and leave out the histogram of what was never called", () => {
    const statistics = new CallStatistics({ now: () => 0 }).of("idle");
    const text = exposition([{ ...measured(), statistics }], false);
    expect(text).toMatch(/^breaker_panel_build_info\{version="\d+\.\d+\.\d+",node="v\d+[.\d]+"\} 1$/m);
    expect(text).not.toContain("_bucket");
    expect(text).toContain('outcome="success"} 0');
  });

  it("escape what a label may not hold as it is", () => {
    const odd = { ...measured(), id: 'a"b\\c\nd' };
    expect(exposition([odd], false)).toContain('circuit="a\\"b\\\\c\\nd"');
  });
});
