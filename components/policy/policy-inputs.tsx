"use client";

import { FieldGroup } from "@/components/ui/form/form-section.tsx";
import type { Policy } from "@/lib/contracts/policy.ts";
import { type PolicyDraft, valuesOf } from "./policy-draft.ts";
import { isAsked, policyGroups } from "./policy-fields.ts";
import { ChoiceInput, FigureInput } from "./policy-input.tsx";

export interface PolicyInputsProps {
  draft: PolicyDraft;
  onChange: (draft: PolicyDraft) => void;
  /** What is in force where a field is left blank. */
  base: Policy;
  /** What the base is called: "inherited", "built in". */
  baseWord: string;
  /** What the API puts before a field's name in its errors. */
  prefix: string;
}

/** Every field of a policy, in groups. */
export function PolicyInputs({ draft, onChange, base, baseWord, prefix }: PolicyInputsProps) {
  const below = valuesOf(base);
  return policyGroups.map(({ title, fields }) => (
    <FieldGroup key={title} title={title}>
      {fields.filter(isAsked).map((field) => {
        const shared = {
          name: prefix + field.name,
          value: draft.get(field.name) ?? "",
          base: below.get(field.name),
          baseWord,
          onChange: (value: string) => onChange(new Map([...draft, [field.name, value]])),
        };
        return field.kind === "figure" ? (
          <FigureInput key={field.name} field={field} {...shared} />
        ) : (
          <ChoiceInput key={field.name} field={field} {...shared} />
        );
      })}
    </FieldGroup>
  ));
}
