"use client";

import { useId, useRef } from "react";
import { Button } from "../button.tsx";
import { Icon } from "../icons.tsx";
import { Input } from "../inputs.tsx";
import { useErrorAt } from "./form-errors.tsx";
import { newPair, type Pair } from "./pairs.ts";

interface PairRowsProps {
  /** As the API names the whole in its errors; a row is `name.<its name>`. */
  name: string;
  label: string;
  hint?: string;
  /** One row, in a word: "header". */
  one: string;
  pairs: readonly Pair[];
  onChange: (pairs: readonly Pair[]) => void;
  namePlaceholder: string;
  valuePlaceholder: string;
}

/** Names with values, as rows that can be added and removed. */
export function PairRows({ name, label, hint, one, pairs, onChange, ...placeholders }: PairRowsProps) {
  const hintId = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  const isAtFault = useErrorAt(name) !== null;
  const put = (id: number, part: Partial<Pair>) =>
    onChange(pairs.map((pair) => (pair.id === id ? { ...pair, ...part } : pair)));
  const remove = (id: number) => {
    onChange(pairs.filter((pair) => pair.id !== id));
    // The pressed button is gone; the focus stays in this group instead of falling to the top of the page.
    group.current?.querySelector<HTMLElement>("[data-add]")?.focus();
  };

  return (
    <fieldset
      ref={group}
      data-field={name}
      data-label={label}
      aria-describedby={hint ? hintId : undefined}
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
          <Icon name="plus" className="size-3.5" />
          Add a {one}
        </Button>
        {hint && (
          <p id={hintId} className="min-w-0 flex-1 basis-60 text-faint text-xs">
            {hint}
          </p>
        )}
      </div>
      {isAtFault && <WholeError name={name} pairs={pairs} />}
    </fieldset>
  );
}

interface PairRowProps extends Pick<PairRowsProps, "namePlaceholder" | "valuePlaceholder"> {
  field: string;
  label: string;
  pair: Pair;
  onChange: (part: Partial<Pair>) => void;
  onRemove: () => void;
}

function PairRow({ field, label, pair, onChange, onRemove, namePlaceholder, valuePlaceholder }: PairRowProps) {
  const errorId = useId();
  const error = useErrorAt(field);
  const control = {
    autoComplete: "off",
    spellCheck: false,
    "aria-describedby": error === null ? undefined : errorId,
    "aria-invalid": error === null ? undefined : (true as const),
    className: "font-mono text-[0.8125rem]!",
  };
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
        <Button variant="ghost" size="icon" aria-label={`Remove ${label} ${pair.name}`} onClick={onRemove}>
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

/** What is wrong with all rows together; what is wrong with one is said there. */
function WholeError({ name, pairs }: { name: string; pairs: readonly Pair[] }) {
  const error = useErrorAt(name);
  const rowErrors = pairs.map((pair) => `${name}.${pair.name.trim()}`);
  return null;
}
