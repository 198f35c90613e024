"use client";

import Link from "next/link";
import { memo, type RefCallback } from "react";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { tones } from "@/components/ui/badge.tsx";
import { Cell, Row } from "@/components/ui/table.tsx";
import { circuitPath } from "@/lib/client/circuit-path.ts";
import { clock, count, milliseconds, percent } from "@/lib/client/format.ts";
import type { CircuitActivity } from "@/lib/contracts/activity.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { ActivityStrip } from "./activity-strip.tsx";
import { CircuitAnchor, useRecoveryWait, useSecondsUntil } from "./anchor.tsx";
import { appearanceOf, spoken, stateWords } from "./appearance.ts";
import { BreakerGlyph } from "./breaker-glyph.tsx";
import { CircuitNameText } from "./circuit-name.tsx";
import { shown } from "./facts.tsx";
import { FailurePips } from "./failure-pips.tsx";
import { PastError } from "./last-error.tsx";
import { RowReset } from "./row-reset.tsx";
import { SelectBox } from "./selection/select-box.tsx";

interface CircuitRowProps {
  circuit: CircuitView;
  activity: CircuitActivity | undefined;
  /** Its place in a long list, from 0. */
  index?: number;
  /** What such a list measures its rows by. */
  measure?: RefCallback<HTMLTableRowElement>;
}

export const CircuitRow = memo(function CircuitRow({ circuit, activity, index, measure }: CircuitRowProps) {
  const { stale } = useFreshness();
  const appearance = appearanceOf(circuit, stale);
  const { word, note, glyph, tone } = appearance;
  const isPlain = word.toLowerCase() === stateWords.closed.toLowerCase();
  return (
    <CircuitAnchor circuit={circuit}>
      <Row
        ref={measure}
        data-testid="circuit-row"
        data-circuit={circuit.circuit}
        data-state={circuit.state}
        data-index={index}
        aria-rowindex={index === undefined ? undefined : index + 2}
        className={tones[tone]}
      >
        <Cell className="pr-0! text-tone">
          <div className="flex items-center gap-3 max-sm:gap-1.5">
            <SelectBox circuit={circuit.circuit} className="max-sm:-my-2.5 max-sm:-ml-4" />
            <BreakerGlyph state={glyph} className="size-5" />
            <span className="sr-only">{spoken(appearance)}</span>
          </div>
        </Cell>
        <Cell className="max-sm:px-2">
          <div className="flex items-center gap-x-3 gap-y-1.5 max-sm:flex-wrap">
            <div className="min-w-0 flex-1 [overflow-wrap:anywhere] max-sm:basis-full">
              <Link
                href={circuitPath(circuit.circuit)}
                prefetch={false}
                className="mr-2 inline-block max-w-full rounded-sm touch-target hover:underline max-sm:-my-[0.8rem] max-sm:py-[0.8rem]"
              >
                <CircuitNameText circuit={circuit} />
              </Link>
              {/* Held, or kept in its place though it has stopped being closed. */}
              {!isPlain && <span className="mr-2 whitespace-nowrap font-medium text-tone">{word}</span>}
              {note && <span className="mr-2 font-medium text-tone">{note}</span>}
              {circuit.seconds_until_recovery !== null && <RowWait circuit={circuit} />}
              {circuit.owner && (
                <span className="mr-2 whitespace-nowrap text-faint max-lg:hidden">{circuit.owner}</span>
              )}
              {circuit.state !== "closed" && circuit.last_error !== null && (
                <PastError message={circuit.last_error} secondsAgo={circuit.seconds_since_last_error} />
              )}
            </div>
            {(circuit.consecutive_failures > 0 || circuit.state !== "closed") && <RowReset circuit={circuit} />}
          </div>
        </Cell>
        <Cell className="max-sm:pl-1 max-sm:pr-3!">
          <Failures circuit={circuit} stale={stale} />
        </Cell>
        <Cell className="text-right max-md:hidden">{shown(activity?.calls_per_minute, count)}</Cell>
        <Cell className="text-right max-md:hidden">{shown(activity?.success_rate, percent)}</Cell>
        <Cell className="text-right max-lg:hidden">{shown(activity?.p95_ms, milliseconds)}</Cell>
        <Cell className="py-1.5! max-sm:hidden">
          <ActivityStrip strip={activity} stale={stale} className="h-5!" />
        </Cell>
      </Row>
    </CircuitAnchor>
  );
});

function RowWait({ circuit }: { circuit: CircuitView }) {
  return (
    <span className="mr-2 whitespace-nowrap text-muted">
      test call in {useSecondsUntil(useRecoveryWait(circuit), clock)}
    </span>
  );
}

/** In a row where that opens it, else of the calls that it is judged by. */
function Failures({ circuit, stale }: { circuit: CircuitView; stale: boolean }) {
  const { strategy, consecutive_failures, threshold, state, window } = circuit;
  if (strategy.includes("consecutive")) {
    return (
      <FailurePips failures={consecutive_failures} threshold={threshold} warn={state === "closed" && !stale} bare />
    );
  }
  return window === null ? "–" : `${count(window.failures)} of ${count(window.calls)}`;
}
