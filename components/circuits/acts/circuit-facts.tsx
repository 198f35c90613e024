"use client";

import { useQuery } from "@tanstack/react-query";
import { tones } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { ago, clock, count } from "@/lib/client/format.ts";
import { circuitActivityQuery } from "@/lib/client/queries.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useRecoveryWait, useSecondsSince, useSecondsUntil } from "../anchor.tsx";
import { appearanceOf } from "../appearance.ts";
import { BreakerGlyph } from "../breaker-glyph.tsx";
import { TimeInState } from "../time-in-state.tsx";

/** What to know of a circuit before acting on it. */
export function CircuitFacts({ circuit }: { circuit: CircuitView }) {
  const { data } = useQuery(circuitActivityQuery(circuit));
  const activity = data?.reply.circuits.find((each) => each.circuit === circuit.circuit);
  const { word, glyph, tone } = appearanceOf(circuit, false);
  return (
    <dl
      className={classNames(
        tones[tone],
        "grid grid-cols-2 gap-x-4 gap-y-3 rounded-xl bg-tone-soft px-4 py-3 sm:grid-cols-4",
      )}
    >
      <Fact name="State">
        <span className="flex items-center gap-1.5 font-semibold text-tone" data-testid="dialog-state">
          <BreakerGlyph state={glyph} className="size-5" />
          {word}
        </span>
        <span className="text-muted text-xs">
          <TimeInState seconds={circuit.seconds_in_state} />
        </span>
      </Fact>
      <Fact name="Last error">
        {circuit.seconds_since_last_error === null ? "none" : <Ago seconds={circuit.seconds_since_last_error} />}
      </Fact>
      <Fact name="Trips today">{activity ? count(activity.trips_today) : "–"}</Fact>
      <Fact name="Automatic test">
        {isForced(circuit) || circuit.recovery_at === null ? nextTest(circuit) : <Until circuit={circuit} />}
      </Fact>
    </dl>
  );
}

/** Held by force, a circuit tests nothing, whatever it would do by itself. */
function isForced({ override }: CircuitView): boolean {
  return override !== null && override.mode !== "dry_run";
}

function nextTest(circuit: CircuitView): string {
  if (isForced(circuit)) return "not while held";
  return circuit.state === "half_open" ? "now" : "not needed";
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="grid font-medium">{children}</dd>
    </div>
  );
}

function Ago({ seconds }: { seconds: number }) {
  return <>{useSecondsSince(seconds, ago)}</>;
}

function Until({ circuit }: { circuit: CircuitView }) {
  const seconds = useRecoveryWait(circuit);
  return <>{useSecondsUntil(seconds, (left) => (left === 0 ? "now" : `in ${clock(left)}`))}</>;
}
