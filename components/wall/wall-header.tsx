"use client";

import { useSecondsSince } from "@/components/circuits/anchor.tsx";
import { stateTones, stateWords } from "@/components/circuits/appearance.ts";
import { BreakerGlyph } from "@/components/circuits/breaker-glyph.tsx";
import { FreshnessWord } from "@/components/shell/freshness-indicator.tsx";
import { type Tone, tones } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { count } from "@/lib/client/format.ts";
import type { CircuitStateName, StatusReply } from "@/lib/contracts/circuit.ts";

interface WallHeaderProps {
  reply: StatusReply;
  environment: string | null;
  /** What the wall is narrowed to. */
  q: string | undefined;
  unknown: boolean;
}

/** How many of each, which panel this is, and how fresh it is. */
export function WallHeader({ reply, environment, q, unknown }: WallHeaderProps) {
  const { summary, server_time, degraded } = reply;
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-[2em] gap-y-[0.6em]">
      <ul className="flex gap-[0.8em]">
        {(["open", "half_open", "closed"] as const).map((state) => (
          <Count key={state} state={state} circuits={summary[state]} unknown={unknown} />
        ))}
      </ul>
      <div className="grid justify-items-end gap-[0.35em] text-right max-sm:justify-items-start max-sm:text-left">
        <p className="flex items-baseline gap-[0.7em] font-semibold text-[1.5em] tracking-tight">
          {environment ?? "Breaker Panel"}
          <Clock at={server_time} />
        </p>
        <p className="flex flex-wrap items-center justify-end gap-[0.7em] text-[1.1em] text-muted">
          {q !== undefined && <span className="[overflow-wrap:anywhere]">only “{q}”</span>}
          {degraded && <span className="tone-warn font-semibold text-tone">Degraded: store unreachable</span>}
          <FreshnessWord />
        </p>
      </div>
    </header>
  );
}

function Count({ state, circuits, unknown }: { state: CircuitStateName; circuits: number; unknown: boolean }) {
  const tone: Tone = unknown ? "stale" : circuits > 0 ? stateTones[state] : "neutral";
  const isLoud = circuits > 0 && state !== "closed";
  return (
    <li
      data-testid={`count-${state}`}
      className={classNames(
        tones[tone],
        "flex items-center gap-[0.6em] rounded-[0.6em] border-[0.08em] px-[0.9em] py-[0.45em]",
        isLoud ? "border-tone-mark bg-tone-soft" : "border-line bg-surface",
      )}
    >
      <BreakerGlyph
        state={state}
        className={classNames("size-[2.6em] max-sm:hidden", circuits > 0 ? "text-tone" : "text-faint")}
      />
      <p className="grid">
        <b className={classNames("font-semibold text-[3.2em] leading-none tracking-tight", isLoud && "text-tone")}>
          {count(circuits)}{" "}
        </b>
        <span className="text-[1.1em] text-muted normal-nums">{stateWords[state]}</span>
      </p>
    </li>
  );
}

/** The time of day, by the server's clock. A clock that goes shows that the screen lives; this one stands still with it. */
function Clock({ at }: { at: string }) {
  const from = Date.parse(at);
  const time = useSecondsSince(0, (seconds) => new Date(from + seconds * 1000).toLocaleTimeString("en-GB"));
  return (
    <span suppressHydrationWarning className="font-normal text-muted">
      {time}
    </span>
  );
}
