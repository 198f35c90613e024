"use client";

import { CircuitAnchor, useRecoveryWait, useSecondsSince, useSecondsUntil } from "@/components/circuits/anchor.tsx";
import { appearanceOf } from "@/components/circuits/appearance.ts";
import { BreakerGlyph } from "@/components/circuits/breaker-glyph.tsx";
import { CircuitNameText } from "@/components/circuits/circuit-name.tsx";
import { tones } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { clock, duration } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";

/** One circuit, to be read from across a room. Its type is as large as the tile allows. */
export function WallTile({ circuit, unknown }: { circuit: CircuitView; unknown: boolean }) {
  const { word, caveat, glyph, tone } = appearanceOf(circuit, unknown);
  return (
    <CircuitAnchor circuit={circuit}>
      <li
        data-testid="wall-tile"
        data-circuit={circuit.circuit}
        data-state={circuit.state}
        className={classNames(
          tones[tone],
          "relative min-h-0 overflow-hidden rounded-[0.7em] border-[0.08em] border-line bg-raised [container-type:size]",
          "before:absolute before:inset-y-0 before:left-0 before:w-[0.45em] before:bg-tone-mark",
          unknown && "hatched",
        )}
      >
        <div className="flex h-full flex-col gap-[0.45em] py-[0.8em] pr-[0.9em] pl-[1.3em] text-[max(0.75rem,min(5.6cqw,7.4cqh))]">
          <div className="flex items-center gap-[0.5em]">
            <BreakerGlyph state={glyph} className="size-[1.7em] text-tone" />
            <span className="font-semibold text-[1.15em] text-tone normal-nums" data-testid="state-word">
              {caveat && <span className="font-normal">{caveat} </span>}
              {word}
            </span>
            <span className="ml-auto whitespace-nowrap text-muted">
              <InState seconds={circuit.seconds_in_state} />
            </span>
          </div>
          <h2 className="line-clamp-2 shrink-0 text-[1.75em] leading-[1.15] tracking-tight [overflow-wrap:anywhere]">
            <CircuitNameText circuit={circuit} />
          </h2>
          <Outlook circuit={circuit} />
          {circuit.last_error && (
            <p className="mt-auto line-clamp-2 shrink-0 font-mono [@container(max-aspect-ratio:1.45)]:line-clamp-4 [@container(max-height:10rem)]:hidden text-[0.85em] text-muted leading-[1.35] [overflow-wrap:anywhere]">
              {circuit.last_error}
            </p>
          )}
        </div>
      </li>
    </CircuitAnchor>
  );
}

function InState({ seconds }: { seconds: number }) {
  return <>for {useSecondsSince(seconds, duration)}</>;
}

/** What happens next. Under a forced hold: who decided that nothing does. */
function Outlook({ circuit }: { circuit: CircuitView }) {
  const { override, state, half_open } = circuit;
  if (override?.mode === "forced_open" || override?.mode === "forced_closed") {
    return <Figure figure="Held" meaning={`by ${override.actor}${override.reason ? `: ${override.reason}` : ""}`} />;
  }
  if (state === "open") return <Countdown circuit={circuit} />;
  const { in_flight, max_calls } = half_open;
  return (
    <Figure
      figure={`${in_flight} of ${max_calls}`}
      meaning={in_flight === 0 ? "waiting for a test call" : "test calls running"}
    />
  );
}

function Countdown({ circuit }: { circuit: CircuitView }) {
  const seconds = useRecoveryWait(circuit);
  const figure = useSecondsUntil(seconds, clock);
  const over = useSecondsUntil(seconds, (left) => left === 0);
  return <Figure figure={figure} meaning={over ? "waiting for a test call" : "until a test call"} testId="countdown" />;
}

function Figure({ figure, meaning, testId }: { figure: string; meaning: string; testId?: string }) {
  return (
    <p className="flex min-h-0 items-baseline gap-[0.5em]">
      <span data-testid={testId} className="shrink-0 font-semibold text-[3em] leading-none tracking-tight">
        {figure}
      </span>
      <span className="line-clamp-2 min-w-0 text-muted">{meaning}</span>
    </p>
  );
}
