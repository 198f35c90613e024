"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { ApiError } from "@/lib/client/api-error.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { ActError } from "./act-error.tsx";
import { CircuitFacts } from "./circuit-facts.tsx";
import { changesSince } from "./moved.ts";
import { MovedNotice } from "./moved-notice.tsx";
import { ReasonField } from "./reason-field.tsx";

/** One way to do it. */
interface Way<W extends string> {
  readonly way: W;
  readonly name: string;
}

interface ActFormProps<W extends string> {
  act: {
    readonly seen: CircuitView;
    readonly circuit: CircuitView;
    readonly isBusy: boolean;
    readonly error: Error | null;
  };
  chips: readonly string[];
  /** What follows from it. */
  consequences: ReactNode;
  /** What is to be heeded first; not shown where the circuit has changed, which counts for more. */
  warning?: ReactNode;
  /** What is asked beside the reason. */
  children?: ReactNode;
  primary: Way<W>;
  secondary?: Way<W> | null;
  onSubmit: (wish: { readonly reason: string; readonly way: W; readonly form: HTMLFormElement }) => void;
  onCancel: () => void;
}

/** What to know, what follows, and why: the same for every act. */
export function ActForm<W extends string>(props: ActFormProps<W>) {
  const { act, chips, consequences, warning, children, primary, secondary = null, onSubmit, onCancel } = props;
  const { seen, circuit, isBusy, error } = act;
  const { stale } = useFreshness();
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const isMissing = reason.trim() === "";
  const changes = changesSince(seen, circuit);
  const fieldError = error instanceof ApiError ? error.errorOf("reason") : null;

  const submit = (way: W, form: HTMLFormElement | null) => {
    setAsked(true);
    if (form !== null && !isMissing && !stale && !isBusy) onSubmit({ reason: reason.trim(), way, form });
  };
  const submitForm = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    submit(primary.way, event.currentTarget);
  };
  return (
    <form onSubmit={submitForm} className="grid grid-cols-1 gap-4" noValidate>
      <CircuitFacts circuit={circuit} />
      {stale && (
        <Notice tone="bad" icon="unplugged" role="alert" title="The panel cannot be reached">
          What is above was last known. Nothing can be done until it answers.
        </Notice>
      )}
      {changes.length > 0 ? <MovedNotice circuit={circuit} changes={changes} /> : warning}
      {children}
      <ReasonField
        value={reason}
        onChange={setReason}
        chips={chips}
        error={fieldError ?? (asked && isMissing ? "Say why, in a few words." : null)}
      />
      <div className="text-[0.8125rem] text-muted">{consequences}</div>
      {error && !isMoved(error) && <ActError error={error} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" disabled={isBusy} onClick={onCancel} className="mr-auto">
          Cancel
        </Button>
        {secondary && (
          <Button
            key={secondary.way}
            busy={isBusy}
            disabled={stale}
            onClick={(event) => submit(secondary.way, event.currentTarget.form)}
          >
            {secondary.name}
          </Button>
        )}
        <Button key={primary.way} type="submit" variant="primary" busy={isBusy} disabled={stale}>
          {primary.name}
        </Button>
      </div>
    </form>
  );
}

/** What changed is told above; the refusal itself has nothing to add. */
function isMoved(error: Error): boolean {
  return error instanceof ApiError && error.code === "generation_moved";
}
