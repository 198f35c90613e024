"use client";

import { FieldGroup } from "@/components/ui/form/form-section.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { counted } from "@/lib/client/format.ts";
import type { Policy } from "@/lib/contracts/policy.ts";
import { inForce, type PolicyDraft, valuesOf } from "./policy-draft.ts";
import type { PolicyField } from "./policy-field.ts";
import { policyGroups } from "./policy-fields.ts";
import { PolicyInput } from "./policy-input.tsx";
import { policyProblems } from "./policy-problems.ts";

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

/** Every field of a policy, in groups. What the others make no use of is folded away, and keeps what is in it. */
export function PolicyInputs({ draft, onChange, base, baseWord, prefix }: PolicyInputsProps) {
  const below = valuesOf(base);
  const values = inForce(draft, base);
  const problemOf = policyProblems(draft);
  const input = (field: PolicyField) => (
    <PolicyInput
      key={field.name}
      field={field}
      name={prefix + field.name}
      value={draft.get(field.name) ?? ""}
      base={below.get(field.name)}
      baseWord={baseWord}
      problem={problemOf(field.name)}
      onChange={(value) => onChange(new Map([...draft, [field.name, value]]))}
    />
  );
  return policyGroups.map(({ title, fields }) => {
    const used = fields.filter(({ isUsed }) => isUsed?.(values) ?? true);
    const unused = fields.filter((field) => !used.includes(field));
    const filledIn = unused.filter(({ name }) => (draft.get(name) ?? "") !== "").length;
    return (
      <FieldGroup key={title} title={title}>
        {used.map(input)}
        {unused.length > 0 && (
          <Unused fields={unused.length} filledIn={filledIn}>
            {unused.map(input)}
          </Unused>
        )}
      </FieldGroup>
    );
  });
}

function Unused({ fields, filledIn, children }: { fields: number; filledIn: number; children: React.ReactNode }) {
  return (
    <details className="group col-span-full rounded-lg border border-line border-dashed px-3 py-2">
      <summary className="flex items-center gap-2 rounded-sm text-[0.8125rem] text-muted touch-target">
        <Icon name="chevron" className="text-faint group-open:rotate-180" />
        {counted(fields, "field")} not used with these settings
        {filledIn > 0 && ` (${filledIn} filled in)`}
      </summary>
      <div className="grid gap-x-5 gap-y-4 pt-3 pb-2 sm:grid-cols-2 xl:grid-cols-3">{children}</div>
    </details>
  );
}
