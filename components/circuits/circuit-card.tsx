"use client";

import { memo } from "react";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { tones } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { count } from "@/lib/client/format.ts";
import type { CircuitActivity } from "@/lib/contracts/activity.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { ActivityStrip } from "./activity-strip.tsx";
import { CircuitAnchor } from "./anchor.tsx";
import { appearanceOf, spoken, throttledShare } from "./appearance.ts";
import { CardActions } from "./card-actions.tsx";
import { CardHeader } from "./card-header.tsx";
import { Facts } from "./facts.tsx";
import { HoldNotice } from "./hold-notice.tsx";
import { LastError, PastError } from "./last-error.tsx";
import { LetThrough } from "./let-through.tsx";
import { useOpener } from "./openers.tsx";
import { Probes } from "./probes.tsx";
import { Wait } from "./wait.tsx";
import { WindowFigures } from "./window-figures.tsx";

interface CircuitCardProps {
  circuit: CircuitView;
  activity: CircuitActivity | undefined;
  /** Whether the page is about this circuit, so that it need not lead there. */
  isOnItsPage?: boolean;
}

/** Everything that a person at three in the morning wants to know about one circuit. */
export const CircuitCard = memo(function CircuitCard({ circuit, activity, isOnItsPage = false }: CircuitCardProps) {
  const { stale } = useFreshness();
  const appearance = appearanceOf(circuit, stale);
  return (
    <CircuitAnchor circuit={circuit}>
      <article
        data-testid="circuit-card"
        data-circuit={circuit.circuit}
        data-state={circuit.state}
        aria-label={`${circuit.circuit}: ${spoken(appearance)}`}
        className={classNames(
          tones[appearance.tone],
          "relative flex min-w-0 flex-col gap-3 overflow-hidden rounded-xl border border-line bg-raised py-4 pr-4 pl-5 shadow-card",
          "before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-tone-mark",
          stale && "hatched",
        )}
      >
        <CardHeader circuit={circuit} appearance={appearance} isOnItsPage={isOnItsPage} />
        {circuit.override && <HoldNotice override={circuit.override} state={circuit.state} />}
        <Outlook circuit={circuit} />
        <WhatWentWrong circuit={circuit} />
        <div className="mt-auto grid gap-2.5 pt-0.5">
          {circuit.window && <WindowFigures window={circuit.window} />}
          <Facts circuit={circuit} activity={activity} stale={stale} />
          <ActivityStrip strip={activity} stale={stale} />
        </div>
        <CardActions circuit={circuit} isOnItsPage={isOnItsPage} />
      </article>
    </CircuitAnchor>
  );
});

/** What happens next, by itself. Under a forced hold nothing does. */
function Outlook({ circuit }: { circuit: CircuitView }) {
  const { override, state, recovery_at, half_open, openings } = circuit;
  const opener = useOpener(circuit);
  if (override?.mode === "forced_open" || override?.mode === "forced_closed") return null;
  const share = throttledShare(circuit);
  if (share !== null) return <LetThrough circuit={circuit} share={share} />;
  if (state === "closed") return null;
  return (
    <div>
      {state === "half_open" && <Probes halfOpen={half_open} />}
      {state === "open" && recovery_at !== null && <Wait circuit={circuit} opener={opener} />}
      {openings > 1 && <p className="mt-2 text-[0.8125rem] text-muted">opened {count(openings)} times in a row</p>}
    </div>
  );
}

function WhatWentWrong({ circuit }: { circuit: CircuitView }) {
  const { last_error, seconds_since_last_error, state, consecutive_failures } = circuit;
  if (last_error === null) return null;
  const isWell = state === "closed" && consecutive_failures === 0 && throttledShare(circuit) === null;
  const ErrorView = isWell ? PastError : LastError;
  return <ErrorView message={last_error} secondsAgo={seconds_since_last_error} />;
}
