import { expect, it } from "vitest";
import type { Verdict } from "../../breaker/index.ts";
import { openedSentence } from "./opened-sentence.ts";

const dossier = (...groups: [group: string, count: number][]) => ({
  dossier: { failures: [], groups: groups.map(([group, count]) => ({ group, count })), policyRevision: 1 },
});
const sentence = (verdict: Verdict | null, details: Record<string, unknown> = {}) =>
  openedSentence({ from: "closed", consecutiveFailures: 5, ...(verdict && { verdict }), ...details } as never);

const minute = { windowSeconds: 60, windowCalls: null } as const;

it("counts failures in a row", () => {
  const verdict = { by: "consecutive", failures: 5, limit: 5 } as const;
  expect(sentence(verdict, dossier(["503", 5]))).toBe("5 failures in a row: 5 × 503");
  expect(sentence({ ...verdict, failures: 1 }, { consecutiveFailures: 1, ...dossier(["timeout", 1]) })).toBe(
    "1 failure in a row: 1 × timeout",
  );
});

it("says which share failed, of how many, in what time", () => {
  const verdict = { by: "failure_rate", rate: 0.5, limit: 0.5, calls: 20, failures: 10, slow: 0, ...minute } as const;
  expect(sentence(verdict)).toBe("half of the calls failed: 10 of 20 in 60 s, limit 50 %");
  expect(sentence({ ...verdict, rate: 0.65, failures: 13 }, dossier(["503", 8], ["timeout", 5]))).toBe(
    "65 % of the calls failed: 13 of 20 in 60 s, limit 50 %; 8 × 503, 5 × timeout",
  );
  expect(sentence({ ...verdict, rate: 1, failures: 20, windowSeconds: null, windowCalls: 20 })).toBe(
    "all calls failed: 20 of the last 20, limit 50 %",
  );
});

it("says how many were slow", () => {
  const figures = { rate: 0.8, limit: 0.5, calls: 10, failures: 0, slow: 8, ...minute };
  const verdict = { by: "slow_call_rate", slowSeconds: 2, ...figures } as const;
  expect(sentence(verdict, dossier(["slow", 8]))).toBe(
    "80 % of the calls took 2 s or longer: 8 of 10 in 60 s, limit 50 %",
  );
});

it("says of slow calls without a limit of time what it always has", () => {
  const figures = { rate: 0.8, limit: 0.5, calls: 10, failures: 0, slow: 8, ...minute };
  expect(sentence({ by: "slow_call_rate", ...figures } as Verdict)).toBe(
    "80 % of the calls were slow: 8 of 10 in 60 s, limit 50 %",
  );
});

it("says how few succeeded", () => {
  const verdict = { by: "adaptive", rate: 0.05, limit: 0.1, calls: 40, failures: 38, slow: 0, ...minute } as const;
  expect(sentence(verdict)).toBe("only 5 % of the calls succeeded: 2 of 40 in 60 s, limit 10 %");
  expect(sentence({ ...verdict, rate: 0, failures: 40 })).toBe("no call succeeded: 0 of 40 in 60 s, limit 10 %");
});

it("says that a test call failed", () => {
  const failed = { from: "half_open", consecutiveFailures: 6, ...dossier(["503", 6]) };
  expect(sentence({ by: "probe" }, failed)).toBe("a test call failed: 6 × 503; 6 failures in a row");
});

it("says of events without a verdict what it always has", () => {
  expect(sentence(null, dossier(["503", 5]))).toBe("5 failures in a row: 5 × 503");
  expect(sentence(null, { from: "half_open", consecutiveFailures: 6 })).toBe("a test call failed; 6 failures in a row");
});
