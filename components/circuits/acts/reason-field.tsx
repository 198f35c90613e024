"use client";

import { Button } from "@/components/ui/button.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/inputs.tsx";

interface ReasonFieldProps {
  value: string;
  onChange: (reason: string) => void;
  error: string | null;
  /** Reasons at one press: at three in the morning nobody wants to write. */
  chips: readonly string[];
}

const LONGEST = 500;

export function ReasonField({ value, onChange, error, chips }: ReasonFieldProps) {
  return (
    <div className="grid gap-2">
      <Field label="Reason" error={error} hint="Goes into the log under your name.">
        {(control) => (
          <Input
            {...control}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            maxLength={LONGEST}
            autoComplete="off"
            placeholder="Why now?"
          />
        )}
      </Field>
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">Common reasons</legend>
        {chips.map((chip, index) => (
          <Button
            key={chip}
            size="sm"
            data-autofocus={index === 0 ? true : undefined}
            aria-pressed={value === chip}
            onClick={() => onChange(value === chip ? "" : chip)}
            className={classNames("rounded-full!", value === chip && "border-accent! bg-accent-soft! text-accent!")}
          >
            {chip}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}
