import { expect, test } from "vitest";
import type { HistoryReply, HistorySpan } from "@/lib/contracts/history.ts";
import { rangeInWords, stepInWords } from "./figures.ts";

// By the reader's clock, wherever that is.
const NOON = new Date(2026, 0, 10, 12, 0, 0).getTime();
const at = (seconds: number) => new Date(NOON + seconds * 1000).toISOString();

const span = (state: HistorySpan["state"], from: number, until: number | null): HistorySpan => ({
  state,
  from: at(from),
  until: until === null ? null : at(until),
  states: 1,
  event: null,
  kind: null,
  actor: null,
});

const HISTORY: HistoryReply = {
  circuit: "api",
  range: "1h",
  from: at(0),
  step_seconds: 60,
  calls: [1200, 0, 3],
  failures: [3, 0, 0],
  rejected: [0, 4000, 0],
  p50_ms: [12, null, 5],
  p95_ms: [40, null, 5],
  p99_ms: [1500, null, 5],
  spans: [span("closed", 0, 50), span("open", 50, 125), span("half_open", 125, 130), span("closed", 130, null)],
  holds: [],
  server_time: at(150),
};

test("a step says what the circuit was, what went through, and how long it took", () => {
  expect(stepInWords(HISTORY, 0)).toBe(
    "12:00–12:01: closed, open from 12:00:50; 1,200 calls, 3 failures; p50 12 ms, p95 40 ms, p99 1.5 s",
  );
});

test("a step without calls has no latency, and says what was refused", () => {
  expect(stepInWords(HISTORY, 1)).toBe("12:01–12:02: open; no calls, 4,000 rejected");
});

test("a step with many changes names them all, up to three", () => {
  expect(stepInWords(HISTORY, 2)).toMatch(/: open, half-open from 12:02:05, closed from 12:02:10; 3 calls;/);
  const flapping = [...HISTORY.spans.slice(0, -1), span("closed", 130, 131), span("open", 131, null)];
  expect(stepInWords({ ...HISTORY, spans: flapping }, 2)).toContain("closed from 12:02:10, 1 more; 3 calls");
});

test("what lasts is said of every step that it lasts through", () => {
  const history = { ...HISTORY, spans: [span(null, 0, 30), span("closed", 30, null)] };
  expect(stepInWords(history, 1)).toBe("12:01–12:02: closed; no calls, 4,000 rejected");
});

test("a range is added up", () => {
  expect(rangeInWords(HISTORY)).toBe("1,203 calls, 3 failures, 4,000 rejected");
});
