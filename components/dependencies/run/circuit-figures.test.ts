import { expect, it } from "vitest";
import { circuitFigures } from "./circuit-figures.ts";

const window = {
  ...{ calls: 20, failures: 4, slow: 8, seconds: 60, max_calls: null, minimum_calls: 10 },
  ...{ failure_rate: 0.5, slow_call_rate: null, slow_call_seconds: null, open_below: null },
};
const circuit = { consecutive_failures: 2, threshold: 5, window: null };

it("counts failures in a row only where they open it", () => {
  expect(circuitFigures({ ...circuit, strategy: ["consecutive"] })).toEqual(["2 / 5 failures in a row"]);
  expect(circuitFigures({ ...circuit, strategy: ["failure_rate"] })).toEqual([]);
});

it("tells the window where one is judged", () => {
  expect(circuitFigures({ ...circuit, strategy: ["failure_rate"], window })).toEqual([
    "4 of 20 calls failed, opens at 50 %",
  ]);
  expect(circuitFigures({ ...circuit, strategy: ["consecutive", "failure_rate"], window })).toHaveLength(2);
});
