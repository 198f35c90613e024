"use client";

import { Icon } from "@/components/ui/icons.tsx";
import { clock } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useSecondsUntil, useServerWait } from "./anchor.tsx";
import { stateWords } from "./appearance.ts";

type Override = NonNullable<CircuitView["override"]>;

const meanings: Record<Override["mode"], string> = {
  forced_open: "Every call is refused",
  forced_closed: "Every call is let through",
  dry_run: "Dry run: decides and reports, refuses nothing",
};

/** An admin's hold: who, why, until when; and what the circuit would be by itself. */
export function HoldNotice({ override, state }: { override: Override; state: CircuitView["state"] }) {
  return (
    <div
      className="flex gap-2 rounded-lg border border-line bg-hover px-3 py-2 text-[0.8125rem]"
      data-testid="override"
    >
      <Icon name="lock" className="mt-0.5 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {meanings[override.mode]}
          {override.mode !== "dry_run" && (
            <span className="font-normal text-muted"> · by itself {stateWords[state].toLowerCase()}</span>
          )}
        </p>
        <p className="break-words text-muted">
          {override.actor}
          {override.reason && <q className="before:content-['_“'] after:content-['”']">{override.reason}</q>}
          {" · "}
          {override.expires_at === null ? "until lifted" : <HoldEnd at={override.expires_at} />}
        </p>
      </div>
    </div>
  );
}

function HoldEnd({ at }: { at: string }) {
  const left = useSecondsUntil(useServerWait(at), clock);
  return <span>ends in {left}</span>;
}
