"use client";

import { clock, sharePercent } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useSecondsUntil } from "./anchor.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { rampSecondsLeft } from "./ramp.ts";
import { BigFigure } from "./wait.tsx";

interface LetThroughProps {
  circuit: Pick<CircuitView, "override" | "ramp_ends_at" | "state_since" | "seconds_in_state">;
  share: number;
}

/** How many of the calls a closed circuit lets through, and until when. */
export function LetThrough({ circuit, share }: LetThroughProps) {
  const left = rampSecondsLeft(circuit);
  return (
    <div>
      <BigFigure
        figure={sharePercent(share)}
        testId="share"
        meaning={circuit.override === null ? "of the calls are let through" : "of the calls would be let through"}
      />
      <ProgressBar percent={share * 100} />
      <p className="mt-2 text-[0.8125rem] text-muted">
        {left === null ? "fewer the more of them fail" : <RampEnd seconds={left} />}
      </p>
    </div>
  );
}

function RampEnd({ seconds }: { seconds: number }) {
  const left = useSecondsUntil(seconds, clock);
  return <>calls are let back in bit by bit; all of them in {left}, if none fails</>;
}
