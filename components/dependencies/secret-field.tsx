"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button.tsx";
import { FormField } from "@/components/ui/form/form-field.tsx";
import { Input } from "@/components/ui/inputs.tsx";

interface SecretFieldProps {
  name: string;
  hint: string;
  value: string;
  onGive: (value: string) => void;
  /** Goes back to the one that is stored; absent where none is. */
  onKeep?: () => void;
}

/** Takes a secret; it is never filled in with one. */
export function SecretField({ name, hint, value, onGive, onKeep }: SecretFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const replaces = onKeep !== undefined;
  // The button that asked for it is gone; what it asked for takes the focus over.
  useEffect(() => {
    if (replaces) input.current?.focus();
  }, [replaces]);
  return (
    <FormField name={`secrets.${name}`} label={name} hint={hint}>
      {(control) => (
        <div className="flex gap-2">
          <Input
            {...control}
            ref={input}
            type="password"
            value={value}
            onChange={(event) => onGive(event.target.value)}
            // "off" is ignored for passwords; this keeps the reader's own one out.
            autoComplete="new-password"
            data-1p-ignore
            data-lpignore="true"
            maxLength={10_000}
          />
          {replaces && <Button onClick={onKeep}>Keep stored</Button>}
        </div>
      )}
    </FormField>
  );
}
