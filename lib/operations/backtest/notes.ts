import type { Period, Replayed } from "../../backtest/replay.ts";
import { opensBy, type Policy } from "../../breaker/index.ts";
import { toInstant } from "../instant.ts";
import { counted, figure, listed, times } from "./wording.ts";

export interface Tried {
  readonly replayed: Replayed;
  readonly period: Period;
  /** The first instant that is on record at all; null where none is. */
  readonly recordedSince: number | null;
  readonly inForce: Policy;
  readonly policy: Policy;
}

/** What would have made calls end in another way, or not made them: no record can tell. */
const BEYOND_THE_RECORD = ["timeout_seconds", "retry", "cache_ttl_seconds", "max_concurrent", "scope"] as const;

/** What one has to know of the figures, in sentences. */
export function notesOn(tried: Tried): string[] {
  return [...notesOnRecord(tried), ...notesOnBounds(tried)];
}

function notesOnRecord({ replayed, period, recordedSince, inForce, policy }: Tried): string[] {
  const { refused, unknown, interruptions } = replayed;
  const changed = BEYOND_THE_RECORD.filter((field) => JSON.stringify(policy[field]) !== JSON.stringify(inForce[field]));
  return [
    ...(recordedSince !== null && recordedSince > period.from
      ? [`The record begins at ${toInstant(recordedSince)}; of the time before nothing is known.`]
      : []),
    ...(refused > 0
      ? [
          `The circuit itself refused ${counted(refused, "call")} (${times(unknown.length)}, in the periods under unknown). What would have become of them nobody knows, nor what that would have led to: they are left out.`,
        ]
      : []),
    ...(interruptions > 0
      ? [
          `The record was interrupted ${times(interruptions)}, by a restart or because the store was out: calls just before may be missing.`,
        ]
      : []),
    ...(changed.length > 0
      ? [`Calls are taken as they ended: what they would have come to with another ${listed(changed)} is not known.`]
      : []),
  ];
}

function notesOnBounds({ replayed, policy }: Tried): string[] {
  const { rejected, succeeded, openings, told } = replayed;
  const isSure = [rejected, succeeded, openings].every(({ least, most }) => least === most);
  if (isSure && openings.most <= told.length) return [];
  const isRandom = policy.ramp_seconds > 0 || opensBy(policy, "adaptive") || policy.recovery_backoff.jitter;
  return [
    ...(isSure
      ? []
      : [
          "How calls followed one another within a second is on record in part only. The least and the most hold whatever it was; what is likely is with calls spread evenly over each second.",
        ]),
    ...(isRandom && !isSure
      ? ["Part of this policy is left to chance (adaptive, a ramp or jitter), and so are the figures."]
      : []),
    ...(policy.recovery_timeout < 1 && !isSure ? ["Waits of less than a second are finer than the record."] : []),
    ...(openings.most > told.length ? [`Only the first ${figure(told.length)} openings are listed.`] : []),
  ];
}
