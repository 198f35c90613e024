"use client";

import { duration } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useSecondsSince, useServerAge } from "./anchor.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { BigFigure } from "./wait.tsx";

type HalfOpen = CircuitView["half_open"];

/** More than this many are counted. */
const MOST_NAMED = 3;

/** The test calls of a half-open circuit: how many, of how many, by whom, and since when. */
export function Probes({ halfOpen }: { halfOpen: HalfOpen }) {
  const { in_flight, max_calls, successes, successes_needed, probes } = halfOpen;
  return (
    <div>
      <BigFigure
        figure={`${in_flight} of ${max_calls}`}
        meaning={in_flight === 0 ? "waiting for a test call" : "test calls running"}
      />
      <ProgressBar percent={(in_flight / max_calls) * 100} />
      {(probes.length > 0 || successes_needed > 1) && (
        <ul className="mt-2 flex flex-wrap gap-x-3 gap-y-0.5 text-[0.8125rem] text-muted">
          {probes.slice(0, MOST_NAMED).map((probe) => (
            <Probe key={`${probe.by}${probe.at}${probe.expires_at}`} by={probe.by} at={probe.at} />
          ))}
          {probes.length > MOST_NAMED && <li>and {probes.length - MOST_NAMED} more</li>}
          {successes_needed > 1 && (
            <li>
              <b className="font-medium text-ink">{successes}</b> of {successes_needed} have succeeded
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

function Probe({ by, at }: { by: string | null; at: string }) {
  const age = useSecondsSince(useServerAge(at), duration);
  return (
    <li className="max-w-full truncate">
      <span className="text-ink">{by ?? "a caller"}</span> for {age}
    </li>
  );
}
