"use client";

import { FormField } from "@/components/ui/form/form-field.tsx";
import { JsonField } from "@/components/ui/form/json-field.tsx";
import { UnitInput } from "@/components/ui/form/unit-input.tsx";
import { Checkbox, Select } from "@/components/ui/inputs.tsx";
import { NONE, textOf } from "./policy-draft.ts";
import type { ChoiceField, FigureField, JsonValueField, PolicyField } from "./policy-field.ts";
import { PolicyHint } from "./policy-hint.tsx";
import { written } from "./policy-words.ts";
import { SetInput } from "./set-input.tsx";

export interface PolicyInputProps<Field extends PolicyField = PolicyField> {
  field: Field;
  /** As the API names it in its errors. */
  name: string;
  value: string;
  /** What is in force where it is left blank, and what that is called. */
  base: unknown;
  baseWord: string;
  /** What is wrong with what is typed. */
  problem: string | null;
  onChange: (value: string) => void;
}

/** One field of a policy. Left blank, it shows what is inherited. */
export function PolicyInput({ field, ...rest }: PolicyInputProps) {
  switch (field.kind) {
    case "figure":
      return <FigureInput field={field} {...rest} />;
    case "choice":
      return <ChoiceInput field={field} {...rest} />;
    case "set":
      return <SetInput field={field} {...rest} />;
    case "json":
      return <JsonInput field={field} {...rest} />;
  }
}

function FigureInput({ field, name, value, base, baseWord, problem, onChange }: PolicyInputProps<FigureField>) {
  const isNone = value === NONE;
  return (
    <FormField
      name={name}
      label={field.label}
      hint={<PolicyHint field={field} value={value} base={base} baseWord={baseWord} />}
      error={problem}
    >
      {(control) => (
        <>
          <UnitInput
            {...control}
            unit={field.unit}
            value={isNone ? "" : value}
            disabled={isNone}
            placeholder={isNone || base === null ? field.none : String(base)}
            maxLength={30}
            onChange={(event) => onChange(event.target.value)}
          />
          {/* To inherit "none" is not to fill it in. */}
          {field.none !== undefined && (isNone || base !== null) && (
            <Checkbox
              label={capital(field.none)}
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

function ChoiceInput({ field, name, value, base, baseWord, onChange }: PolicyInputProps<ChoiceField>) {
  return (
    <FormField name={name} label={field.label} hint={<code className="font-mono">{field.name}</code>}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">
            {written(field, base)} ({baseWord})
          </option>
          {field.options.map((option) => (
            <option key={option.word} value={textOf(field, option.value)}>
              {option.word}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}

function JsonInput({ field, name, value, base, baseWord, onChange }: PolicyInputProps<JsonValueField>) {
  return (
    <JsonField
      name={name}
      label={field.label}
      hint={`${field.name} · ${field.hint} ${capital(baseWord)}: ${written(field, base)}`}
      value={value}
      judged={false}
      placeholder={textOf(field, base)}
      onChange={onChange}
    />
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
