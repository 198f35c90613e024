import { useId } from "react";
import { classNames } from "./class-names.ts";

interface Choice {
  readonly value: string;
  readonly name: string;
  readonly hint: string;
}

interface ChoicesProps {
  legend: string;
  /** `radio` for one of them, `checkbox` for any number. */
  type: "radio" | "checkbox";
  name: string;
  choices: readonly Choice[];
  initial: readonly string[];
  error?: string | null;
}

/** A few choices that each need a word of explanation. */
export function Choices({ legend, type, name, choices, initial, error = null }: ChoicesProps) {
  const errorId = useId();
  return (
    <fieldset aria-describedby={error === null ? undefined : errorId} className="grid gap-1.5">
      <legend className="mb-1.5 font-medium text-[0.8125rem]">{legend}</legend>
      {choices.map(({ value, name: title, hint }) => (
        <label
          key={value}
          className={classNames(
            "flex cursor-pointer items-start gap-2.5 rounded-lg border border-line px-3 py-2 text-sm touch-target",
            "hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft",
            "has-focus-visible:outline-2 has-focus-visible:outline-focus",
          )}
        >
          <input
            type={type}
            name={name}
            value={value}
            defaultChecked={initial.includes(value)}
            className="mt-0.5 size-4 shrink-0 accent-accent-fill outline-none"
          />
          <span>
            <span className="font-medium">{title}</span>
            <span className="block text-[0.8125rem] text-muted">{hint}</span>
          </span>
        </label>
      ))}
      {error !== null && (
        <p id={errorId} className="text-bad text-xs">
          {error}
        </p>
      )}
    </fieldset>
  );
}
