"use client";

import { useId, useRef } from "react";
import { Button } from "@/components/ui/button.tsx";
import { useErrorAt } from "@/components/ui/form/form-errors.tsx";
import { membersOf, setText, textOf } from "./policy-draft.ts";
import type { SetField } from "./policy-field.ts";
import { PolicyHint } from "./policy-hint.tsx";
import type { PolicyInputProps } from "./policy-input.tsx";

/** One or more of several. Until one of them is changed, those are checked that are inherited. */
export function SetInput({ field, name, value, base, baseWord, onChange }: PolicyInputProps<SetField>) {
  const id = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  const said = useErrorAt(name);
  const isOwn = value !== "";
  const chosen = membersOf(isOwn ? value : textOf(field, base));
  const error = chosen.length === 0 ? "Choose at least one." : said;
  const change = (option: string, isChosen: boolean) =>
    onChange(setText(isChosen ? [...chosen, option] : chosen.filter((each) => each !== option)));
  const inherit = () => {
    onChange("");
    // The pressed button is gone; the focus stays in this group instead of falling to the top of the page.
    group.current?.querySelector("input")?.focus();
  };
  return (
    <fieldset
      ref={group}
      data-field={name}
      data-label={field.label}
      aria-describedby={error === null ? `${id}-hint` : `${id}-hint ${id}-error`}
      className="col-span-full grid min-w-0 gap-2"
    >
      <legend className="mb-1.5 font-medium text-[0.8125rem]">{field.label}</legend>
      <div className="grid gap-x-5 gap-y-2 sm:grid-cols-2 xl:grid-cols-3">
        {field.options.map((option) => (
          <label key={option.value} className="flex items-start gap-2 text-sm touch-target">
            <input
              type="checkbox"
              className="mt-0.5 size-4 shrink-0 accent-accent-fill"
              aria-invalid={error === null ? undefined : true}
              checked={chosen.includes(option.value)}
              onChange={(event) => change(option.value, event.target.checked)}
            />
            <span>
              <span className="inline-block first-letter:uppercase">{option.word}</span>
              {option.hint && <span className="block text-faint text-xs">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <div className="flex flex-wrap items-end gap-x-3 gap-y-1">
        <p id={`${id}-hint`} className="text-faint text-xs">
          <PolicyHint field={field} value={value} base={base} baseWord={baseWord} />
        </p>
        {isOwn && (
          <Button size="sm" variant="ghost" onClick={inherit}>
            Use the {baseWord} ones
          </Button>
        )}
      </div>
      {error !== null && (
        <p id={`${id}-error`} className="text-bad text-xs">
          {error}
        </p>
      )}
    </fieldset>
  );
}
