"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { percentWaited } from "@/lib/client/countdown.ts";
import { clock } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useRecoveryWait, useSecondsUntil } from "./anchor.tsx";
import { ProgressBar } from "./progress-bar.tsx";

/** The card's large figure, what it means, and how far it has come. */
export function BigFigure({ figure, meaning, testId }: { figure: string; meaning: ReactNode; testId?: string }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <span data-testid={testId} className="font-semibold text-[1.625rem] leading-none tracking-tight">
        {figure}
      </span>
      <span className="min-w-0 text-[0.8125rem] text-muted">{meaning}</span>
    </p>
  );
}

interface WaitProps {
  circuit: Pick<CircuitView, "recovery_at" | "seconds_until_recovery" | "wait_seconds">;
  /** The instance that opened the circuit; null where that says nothing. */
  opener: string | null;
}

/** Counts down to the automatic test call. At zero the circuit is half-open, and the server is asked at once. */
export function Wait({ circuit, opener }: WaitProps) {
  const client = useQueryClient();
  const seconds = useRecoveryWait(circuit);
  const total = circuit.wait_seconds ?? seconds;
  const figure = useSecondsUntil(seconds, clock);
  const over = useSecondsUntil(seconds, (left) => left === 0);
  const percent = useSecondsUntil(seconds, (left) => Math.round(percentWaited(left, total) * 2) / 2);

  useEffect(() => {
    if (over) client.invalidateQueries({ queryKey: ["status"] });
  }, [over, client]);

  return (
    <div>
      <BigFigure
        figure={figure}
        testId="countdown"
        meaning={
          <>
            {over ? "waiting for a test call" : "until a test call"}
            {opener !== null && <span className="[overflow-wrap:anywhere]"> · opened by {opener}</span>}
          </>
        }
      />
      <ProgressBar percent={percent} />
    </div>
  );
}
