"use client";

import { type FormEvent, useState } from "react";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { ApiError } from "@/lib/client/api-error.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useSecondsSince } from "../anchor.tsx";
import { appearanceOf } from "../appearance.ts";
import { ActError } from "./act-error.tsx";
import { CircuitFacts } from "./circuit-facts.tsx";
import { ReasonField } from "./reason-field.tsx";

export interface ResetWish {
  readonly reason: string;
  readonly to: "closed" | "half_open";
}

interface ResetFormProps {
  circuit: CircuitView;
  /** As it was when the dialog was opened. */
  seen: CircuitView;
  busy: boolean;
  error: Error | null;
  onSubmit: (wish: ResetWish) => void;
  onCancel: () => void;
}

/** An error younger than this says that the cause is probably still there. */
const RECENT_SECONDS = 60;
const CHIPS = ["service is back", "configuration fixed", "network fixed"];

export function ResetForm({ circuit, seen, busy, error, onSubmit, onCancel }: ResetFormProps) {
  const { stale } = useFreshness();
  const hasMoved = circuit.generation !== seen.generation;
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const isRecent = useSecondsSince(circuit.seconds_since_last_error ?? Infinity, (age) => age < RECENT_SECONDS);
  const canTest = circuit.state === "open";
  const testFirst = canTest && isRecent;
  const missing = reason.trim() === "";
  const fieldError = error instanceof ApiError ? error.errorOf("reason") : null;

  const submit = (to: ResetWish["to"]) => {
    setAsked(true);
    if (!missing && !stale) onSubmit({ reason: reason.trim(), to });
  };
  const submitForm = (event: FormEvent) => {
    event.preventDefault();
    submit(testFirst ? "half_open" : "closed");
  };
  const close = (
    <Button
      key="closed"
      type={testFirst ? "button" : "submit"}
      variant={testFirst ? "secondary" : "primary"}
      busy={busy}
      disabled={stale}
      onClick={testFirst ? () => submit("closed") : undefined}
    >
      {testFirst ? "Close anyway" : "Reset to closed"}
    </Button>
  );
  const test = canTest && (
    <Button
      key="half_open"
      type={testFirst ? "submit" : "button"}
      variant={testFirst ? "primary" : "secondary"}
      busy={busy}
      disabled={stale}
      onClick={testFirst ? undefined : () => submit("half_open")}
    >
      Test call first
    </Button>
  );

  return (
    <form onSubmit={submitForm} className="grid gap-4" noValidate>
      <CircuitFacts circuit={circuit} />
      {stale && (
        <Notice tone="bad" icon="unplugged" role="alert" title="The panel cannot be reached">
          What is above was last known. Nothing can be reset until it answers.
        </Notice>
      )}
      {hasMoved && <Moved from={seen} to={circuit} />}
      {testFirst && !hasMoved && (
        <Notice tone="warn" title="It will probably open again">
          The last error is less than a minute old. A test call lets one call through, and closes the circuit only if it
          succeeds.
        </Notice>
      )}
      {circuit.override !== null && <p className="text-[0.8125rem] text-muted">The hold on this circuit stays.</p>}
      <ReasonField
        value={reason}
        onChange={setReason}
        chips={CHIPS}
        error={fieldError ?? (asked && missing ? "Say why, in a few words." : null)}
      />
      {error && !isMoved(error) && <ActError error={error} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" disabled={busy} onClick={onCancel} className="mr-auto">
          Cancel
        </Button>
        {testFirst ? [close, test] : [test, close]}
      </div>
    </form>
  );
}

function Moved({ from, to }: { from: CircuitView; to: CircuitView }) {
  return (
    <Notice tone="warn" role="alert" title="It has changed meanwhile">
      It is {appearanceOf(to, false).word.toLowerCase()} {from.state === to.state ? "again" : "now"}, as shown above.
      Decide again.
    </Notice>
  );
}

/** The state above shows what a refused generation means; the refusal itself has nothing to add. */
function isMoved(error: Error): boolean {
  return error instanceof ApiError && error.code === "generation_moved";
}
