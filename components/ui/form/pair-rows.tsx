"use client";

import { useId, useRef } from "react";
import { Button } from "../button.tsx";
import { useErrorOf } from "./form-errors.tsx";
import { PairRow } from "./pair-row.tsx";
import { newPair, type Pair } from "./pairs.ts";

interface PairRowsProps {
  /** As the API names the whole in its errors; a row is `name.<its name>`. */
  name: string;
  label: string;
  hint: string;
  /** One row, in a word: "header". */
  one: string;
  pairs: readonly Pair[];
  onChange: (pairs: readonly Pair[]) => void;
  namePlaceholder: string;
  valuePlaceholder: string;
}

/** Names with values, as rows that can be added and removed. */
export function PairRows({ name, label, hint, one, pairs, onChange, ...placeholders }: PairRowsProps) {
  const id = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  const error = useErrorOf(name);
  const put = (row: number, part: Partial<Pair>) =>
    onChange(pairs.map((pair) => (pair.id === row ? { ...pair, ...part } : pair)));
  const remove = (row: number) => {
    onChange(pairs.filter((pair) => pair.id !== row));
    // The pressed button is gone; the focus stays in this group instead of falling to the top of the page.
    group.current?.querySelector<HTMLElement>("[data-add]")?.focus();
  };

  return (
    <fieldset
      ref={group}
      data-field={name}
      data-label={label}
      aria-describedby={error === null ? `${id}-hint` : `${id}-hint ${id}-error`}
      className="col-span-full grid min-w-0 gap-2"
    >
      <legend className="mb-1.5 font-medium text-[0.8125rem]">{label}</legend>
      {pairs.map((pair, index) => (
        <PairRow
          key={pair.id}
          {...placeholders}
          field={`${name}.${pair.name.trim()}`}
          label={`${one} ${index + 1}`}
          pair={pair}
          onChange={(part) => put(pair.id, part)}
          onRemove={() => remove(pair.id)}
        />
      ))}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button data-add size="sm" onClick={() => onChange([...pairs, newPair()])}>
          Add a {one}
        </Button>
        <p id={`${id}-hint`} className="min-w-0 flex-1 basis-60 text-faint text-xs">
          {hint}
        </p>
      </div>
      {error !== null && (
        <p id={`${id}-error`} className="text-bad text-xs">
          {error}
        </p>
      )}
    </fieldset>
  );
}
