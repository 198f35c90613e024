"use client";

import { FormField } from "@/components/ui/form/form-field.tsx";
import { UnitInput } from "@/components/ui/form/unit-input.tsx";
import { Checkbox, Select } from "@/components/ui/inputs.tsx";
import { figureText, NONE, written } from "./policy-draft.ts";
import type { ChoiceField, FigureField, PolicyField } from "./policy-fields.ts";

interface InputProps<Field extends PolicyField> {
  field: Field;
  /** As the API names it in its errors. */
  name: string;
  value: string;
  /** What is in force where it is left blank, and what that is called. */
  base: unknown;
  baseWord: string;
  onChange: (value: string) => void;
}

export function FigureInput({ field, name, value, base, baseWord, onChange }: InputProps<FigureField>) {
  const isNone = value === NONE;
  return (
    <FormField name={name} label={field.label} hint={<Hint field={field} value={value} base={base} word={baseWord} />}>
      {(control) => (
        <>
          <UnitInput
            {...control}
            unit={field.unit}
            value={isNone ? "" : value}
            disabled={isNone}
            placeholder={isNone ? field.none : placeholderOf(field, base)}
            maxLength={30}
            onChange={(event) => onChange(event.target.value)}
          />
          {/* To inherit "none" is not to fill it in. */}
          {field.none !== undefined && (isNone || base !== null) && (
            <Checkbox
              label="No limit of its own"
              className="text-[0.8125rem]!"
              checked={isNone}
              onChange={(event) => onChange(event.target.checked ? NONE : "")}
            />
          )}
        </>
      )}
    </FormField>
  );
}

export function ChoiceInput({ field, name, value, base, baseWord, onChange }: InputProps<ChoiceField>) {
  return (
    <FormField name={name} label={field.label} hint={<code className="font-mono">{field.name}</code>}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">
            {written(field, base)} ({baseWord})
          </option>
          {field.options.map((option) => (
            <option key={option} value={option}>
              {written(field, option)}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}

/** The name that scripts use, what it may be, and whether this is the base's value or lies over it. */
function Hint({ field, value, base, word }: { field: FigureField; value: string; base: unknown; word: string }) {
  const { least, most, zero } = field;
  const lead = value.trim() === "" ? `${capital(word)}: ` : `Set here · ${word}: `;
  return (
    <>
      <code className="font-mono">{field.name}</code> · {figureText(least)} to {figureText(most)}
      {zero !== undefined && `, 0: ${zero}`}
      <br />
      {lead}
      {written(field, base)}
    </>
  );
}

function placeholderOf(field: FigureField, base: unknown): string | undefined {
  return base === null ? field.none : String(base);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
