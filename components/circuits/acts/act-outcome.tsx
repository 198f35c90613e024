"use client";

import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { duration } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useSecondsSince } from "../anchor.tsx";
import { HoldNotice } from "../hold-notice.tsx";
import { type ActKind, verdictOf, WATCH_SECONDS } from "./verdict.ts";

interface ActOutcomeProps {
  kind: ActKind;
  /** As the act left it. */
  after: CircuitView;
  now: CircuitView;
  onClose: () => void;
}

/** Whether the act holds: told as it happens, for as long as somebody looks. */
export function ActOutcome({ kind, after, now, onClose }: ActOutcomeProps) {
  const { settled, tone, text } = verdictOf(kind, after, now);
  const isWatched = kind === "reset" && !settled;
  return (
    <div className="grid gap-4">
      <div role="status">
        <Notice tone={tone} icon={tone === "ok" ? "check" : tone === "info" ? "lock" : "warning"} title={text}>
          {isWatched && <Watching seconds={now.generation === after.generation ? now.seconds_in_state : 0} />}
        </Notice>
      </div>
      {kind === "hold" && after.override && <HoldNotice override={after.override} state={now.state} />}
      {settled && now.state === "open" && now.last_error !== null && (
        <div className="flex items-start gap-1 rounded-lg border border-line bg-canvas py-1.5 pr-1 pl-2.5">
          <p className="min-w-0 flex-1 break-words py-1 font-mono text-xs">{now.last_error}</p>
          <CopyButton text={now.last_error} label="Copy the error" />
        </div>
      )}
      <div className="flex justify-end">
        <Button autoFocus onClick={onClose} variant="primary">
          Done
        </Button>
      </div>
    </div>
  );
}

function Watching({ seconds }: { seconds: number }) {
  const text = useSecondsSince(seconds, (age) =>
    age < WATCH_SECONDS
      ? `Watching what comes of it, since ${duration(age)}.`
      : `Nothing has changed for ${duration(age)}.`,
  );
  return <p>{text}</p>;
}
