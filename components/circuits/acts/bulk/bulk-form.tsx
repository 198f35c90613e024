"use client";

import { type FormEvent, useState } from "react";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/inputs.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { count, counted } from "@/lib/client/format.ts";
import type { MatchingCircuit } from "@/lib/contracts/bulk.ts";
import { HoldEnd, secondsIn } from "../hold-end.tsx";
import { type HoldMode, HoldModes } from "../hold-modes.tsx";
import { ReasonField } from "../reason-field.tsx";
import { CircuitList } from "./circuit-list.tsx";
import type { BulkWish } from "./use-bulk-act.ts";
import { type BulkVerb, verbWords } from "./verbs.ts";

interface BulkFormProps {
  verb: BulkVerb;
  targets: readonly MatchingCircuit[];
  /** How many match besides. */
  beyond: number;
  onSubmit: (wish: BulkWish) => void;
  onCancel: () => void;
}

/** Which circuits, what follows, why, and the count in the admin's own hand: nothing that is done to many by one press. */
export function BulkForm({ verb, targets, beyond, onSubmit, onCancel }: BulkFormProps) {
  const { stale } = useFreshness();
  const [mode, setMode] = useState<HoldMode>("forced_open");
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState(false);
  const words = verbWords[verb];
  const isMissing = reason.trim() === "";
  const isTyped = typed.trim().replaceAll(",", "") === String(targets.length);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (isMissing || !isTyped || stale || targets.length === 0) return;
    onSubmit({ reason: reason.trim(), mode, seconds: secondsIn(event.currentTarget) });
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-1 gap-4" noValidate>
      <CircuitList circuits={targets} />
      {beyond > 0 && (
        <Notice tone="warn" title={`${count(beyond)} more match`}>
          So many cannot be acted on at once. Do it again for them afterwards.
        </Notice>
      )}
      {stale && (
        <Notice tone="bad" icon="unplugged" role="alert" title="The panel cannot be reached">
          What is above was last known. Nothing can be done until it answers.
        </Notice>
      )}
      {verb === "hold" && (
        <>
          <HoldModes value={mode} onChange={setMode} abreast />
          <HoldEnd />
        </>
      )}
      <ReasonField
        value={reason}
        onChange={setReason}
        chips={words.chips}
        error={asked && isMissing ? "Say why, in a few words." : null}
      />
      <p className="text-[0.8125rem] text-muted">
        {words.consequence} A circuit that has changed since it was listed is left as it is, and said so.
      </p>
      <Field
        label={`Type ${targets.length} to confirm`}
        error={asked && !isTyped ? `It is ${counted(targets.length, "circuit")}: type ${targets.length}.` : null}
      >
        {(control) => (
          <Input
            {...control}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            inputMode="numeric"
            autoComplete="off"
            className="w-40!"
          />
        )}
      </Field>
      <div className="flex flex-wrap justify-between gap-2">
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" disabled={stale || targets.length === 0}>
          {words.verb} {counted(targets.length, "circuit")}
        </Button>
      </div>
    </form>
  );
}
