import * as z from "zod";
import { policyPatchSchema, policySchema } from "../breaker/policy.ts";
import { instant } from "./names.ts";

const moment = z.iso.datetime({ offset: true });

export const backtestRequest = z.strictObject({
  /** As a node type says it; what it leaves out is inherited. */
  policy: policyPatchSchema,
  /** From when on it is tried; left out, for the last 24 hours. */
  from: moment.nullish(),
  /** Until when, that moment not included; left out, until now. */
  to: moment.nullish(),
});

/** `least` and `most` hold whatever is not known; `likely` is where calls are spread evenly over each second. */
const estimate = z.object({ least: z.number(), likely: z.number(), most: z.number() });

const moments = z.object({ earliest: instant, latest: instant });

const opening = z.object({
  at: moments,
  /** When it would have been half-open. */
  until: moments,
  /** What would have opened it; several where nobody knows which came first. */
  by: z.array(z.enum(["consecutive", "failure_rate", "slow_call_rate", "adaptive", "probe"])),
  /** Whether it would have opened this often whatever is not known. */
  certain: z.boolean(),
});

/** A time in which the circuit itself refused calls. */
const unknownPeriod = z.object({ from: instant, until: instant, rejected_then: z.number() });

/** What a policy would have done. */
export const backtestReply = z.object({
  node_type: z.string(),
  circuit: z.string(),
  /** What would be in force, with what is inherited. */
  policy: policySchema,
  from: instant,
  to: instant,
  /** Of the period, the beginning and the end of what is on record; null where nothing is. */
  recorded_since: instant.nullable(),
  recorded_until: instant.nullable(),
  /** Executions that ran, and those of them that failed. */
  calls: z.number(),
  failures: z.number(),
  /** How often it would have opened. */
  opened: estimate,
  /** The first 100. */
  openings: z.array(opening),
  rejected: estimate,
  would_have_succeeded: estimate,
  /** Calls that the circuit refused at the time: nobody knows what would have become of them. */
  rejected_then: z.number(),
  /** When that was: the first 100 times. */
  unknown: z.array(unknownPeriod),
  /** Whether all figures are known, and nothing is missing. */
  exact: z.boolean(),
  /** What one has to know of these figures, in sentences. */
  notes: z.array(z.string()),
  summary: z.string(),
});

export type BacktestRequest = z.output<typeof backtestRequest>;
export type BacktestReply = z.infer<typeof backtestReply>;
