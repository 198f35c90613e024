import type { RecordedSecond } from "../telemetry/recorded-second.ts";
import { exactly, type Range } from "./range.ts";
import type { Trip } from "./trip.ts";

/**
 * Whether so many failures came in a row. But for the order of what lies between a second's first run and its last, it is
 * on record how failures followed one another: so this is always known, and often the very call.
 *
 * @param run failures in a row before the second
 */
export function consecutiveTrip(run: Range, second: RecordedSecond, threshold: number): Trip | null {
  const { lead, longest, successes } = second;
  const byLead: Trip | null =
    lead > 0 && run.most + lead >= threshold
      ? {
          isCertain: run.least + lead >= threshold,
          by: ["consecutive"],
          call: { least: threshold - run.most, most: Math.min(lead, threshold - run.least) },
          succeededAfter: exactly(successes),
        }
      : null;
  if (byLead?.isCertain || longest < threshold) return byLead;
  const byLongest = longestRunTrip(second, threshold);
  if (byLead === null) return byLongest;
  return {
    ...byLongest,
    call: { least: byLead.call.least, most: byLongest.call.most },
    succeededAfter: { least: byLongest.succeededAfter.least, most: successes },
  };
}

/** A run that is long enough of itself, after the run that the second began with and a success. */
function longestRunTrip({ successes, failures, lead, trail, longest }: RecordedSecond, threshold: number): Trip {
  const calls = successes + failures;
  const isLast = trail >= threshold;
  return {
    isCertain: true,
    by: ["consecutive"],
    call: {
      least: lead + 1 + threshold,
      // Where it is not the last run, at least a success and that one come after it.
      most: isLast ? calls - trail + threshold : calls - trail - 1 - longest + threshold,
    },
    succeededAfter: { least: isLast ? 0 : 1, most: successes - 1 },
  };
}
