import type { Opening } from "../../backtest/openings.ts";
import type { Period, Replayed } from "../../backtest/replay.ts";
import type { Policy } from "../../breaker/index.ts";
import type { BacktestReply } from "../../contracts/backtest.ts";
import type { RecordedSecond } from "../../telemetry/recorded-second.ts";
import { toInstant, toInstantOrNull } from "../instant.ts";
import { notesOn } from "./notes.ts";
import { summaryOf } from "./summary.ts";

const SECOND_MS = 1000;
/** Unknown periods that are listed. */
const LISTED = 100;

interface Backtest {
  readonly nodeType: string;
  readonly circuit: string;
  readonly inForce: Policy;
  readonly policy: Policy;
  readonly period: Period;
  readonly seconds: readonly RecordedSecond[];
  readonly replayed: Replayed;
}

/** What came of a policy's trial, as the API shows it. */
export function presentBacktest(backtest: Backtest): BacktestReply {
  const { nodeType, circuit, inForce, policy, period, seconds, replayed } = backtest;
  const asked = seconds.filter(({ second }) => second * SECOND_MS >= period.from && second * SECOND_MS < period.to);
  const startOf = (each: RecordedSecond | undefined) => (each === undefined ? null : each.second * SECOND_MS);
  const [first, last] = [startOf(asked[0]), startOf(asked.at(-1))];
  const { openings, rejected, succeeded, told, unknown } = replayed;
  return {
    node_type: nodeType,
    circuit,
    policy,
    from: toInstant(period.from),
    to: toInstant(period.to),
    recorded_since: toInstantOrNull(first),
    recorded_until: toInstantOrNull(last === null ? null : last + SECOND_MS),
    calls: replayed.calls,
    failures: replayed.failures,
    opened: { ...openings },
    openings: told.map((opening, index) => presentOpening(opening, index < openings.least)),
    rejected: { ...rejected },
    would_have_succeeded: { ...succeeded },
    rejected_then: replayed.refused,
    unknown: unknown.slice(0, LISTED).map(({ from, until, rejected: refused }) => ({
      from: toInstant(from),
      until: toInstant(until),
      rejected_then: refused,
    })),
    exact: replayed.isExact,
    notes: notesOn({ replayed, period, recordedSince: startOf(seconds[0]), inForce, policy }),
    summary: summaryOf(replayed),
  };
}

function presentOpening({ at, until, by }: Opening, certain: boolean): BacktestReply["openings"][number] {
  return {
    at: { earliest: toInstant(at.least), latest: toInstant(at.most) },
    until: { earliest: toInstant(until.least), latest: toInstant(until.most) },
    by: [...by],
    certain,
  };
}
