import * as z from "zod";
import { count, sharePercent } from "@/lib/client/format.ts";

const rateVerdict = z.object({
  by: z.enum(["failure_rate", "slow_call_rate", "adaptive"]),
  rate: z.number(),
  limit: z.number(),
  calls: z.number(),
  failures: z.number(),
  slow: z.number(),
  window_seconds: z.number().nullable(),
  window_calls: z.number().nullable(),
});

/** Why a circuit opened. As all details it has no contract of its own, so it is read with care. */
const verdict = z.discriminatedUnion("by", [
  rateVerdict,
  z.object({ by: z.literal("consecutive"), failures: z.number(), limit: z.number() }),
  z.object({ by: z.literal("probe") }),
]);

/** A figure with its name. */
export interface Figure {
  readonly name: string;
  readonly value: string;
}

/** What opened the circuit, figure by figure; empty where the event does not say. */
export function verdictFigures(details: Readonly<Record<string, unknown>>): readonly Figure[] {
  const { data } = verdict.safeParse(details.verdict);
  if (data === undefined) return [];
  switch (data.by) {
    case "probe":
      return [{ name: "opened by", value: "a failed test call" }];
    case "consecutive":
      return [
        { name: "opened by", value: "failures in a row" },
        { name: "failures", value: `${count(data.failures)}, limit ${count(data.limit)}` },
      ];
    default:
      return rateFigures(data);
  }
}

const rateNames = {
  failure_rate: { strategy: "failure rate", measured: "failed" },
  slow_call_rate: { strategy: "slow calls", measured: "slow" },
  adaptive: { strategy: "adaptive", measured: "succeeded" },
} as const;

function rateFigures(said: z.infer<typeof rateVerdict>): readonly Figure[] {
  const { strategy, measured } = rateNames[said.by];
  const span = said.window_calls === null ? `${said.window_seconds} s` : `the last ${count(said.window_calls)} calls`;
  return [
    { name: "opened by", value: strategy },
    { name: measured, value: `${sharePercent(said.rate)}, limit ${sharePercent(said.limit)}` },
    { name: "window", value: span },
    { name: "calls in it", value: count(said.calls) },
    { name: "of them failed", value: count(said.failures) },
    { name: "of them slow", value: count(said.slow) },
  ];
}
