"use client";

import { useId } from "react";
import { Button } from "../button.tsx";
import { Icon } from "../icons.tsx";
import { Input } from "../inputs.tsx";
import { useErrorOf } from "./form-errors.tsx";
import type { Pair } from "./pairs.ts";

interface PairRowProps {
  /** As the API names the row in its errors. */
  field: string;
  label: string;
  pair: Pair;
  namePlaceholder: string;
  valuePlaceholder: string;
  onChange: (part: Partial<Pair>) => void;
  onRemove: () => void;
}

export function PairRow({ field, label, pair, namePlaceholder, valuePlaceholder, onChange, onRemove }: PairRowProps) {
  const errorId = useId();
  const error = useErrorOf(field);
  const control = {
    autoComplete: "off",
    autoCapitalize: "none",
    spellCheck: false,
    "aria-describedby": error === null ? undefined : errorId,
    "aria-invalid": error === null ? undefined : true,
    className: "font-mono text-[0.8125rem]",
  } as const;
  return (
    <div data-field={field} data-label={pair.name || label} className="grid gap-1">
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-center gap-2">
        <Input
          {...control}
          aria-label={`Name of ${label}`}
          placeholder={namePlaceholder}
          value={pair.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <Input
          {...control}
          aria-label={`Value of ${label}`}
          placeholder={valuePlaceholder}
          value={pair.value}
          onChange={(event) => onChange({ value: event.target.value })}
        />
        <Button variant="ghost" size="icon" aria-label={`Remove ${label}`} title={`Remove ${label}`} onClick={onRemove}>
          <Icon name="close" />
        </Button>
      </div>
      {error !== null && (
        <p id={errorId} className="text-bad text-xs">
          {error}
        </p>
      )}
    </div>
  );
}
