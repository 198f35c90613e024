"use client";

import { FormField } from "@/components/ui/form/form-field.tsx";
import { UnitInput } from "@/components/ui/form/unit-input.tsx";
import { Input } from "@/components/ui/inputs.tsx";
import { newTier, type TierRow } from "./limits-draft.ts";
import { RowCard } from "./row-card.tsx";

interface TierRowsProps {
  rows: readonly TierRow[];
  onChange: (rows: readonly TierRow[]) => void;
}

export function TierRows({ rows, onChange }: TierRowsProps) {
  return (
    <RowCard
      title="Tiers"
      hint="Named in lower case: a-z, 0-9, - and _. A blank figure sets no limit."
      one="tier"
      empty="No tier, so no limits."
      onAdd={() => onChange([...rows, newTier()])}
      onRemove={(id) => onChange(rows.filter((row) => row.id !== id))}
      rows={rows.map((row, index) => ({
        id: row.id,
        label: row.name.trim() || `tier ${index + 1}`,
        content: (
          <TierFields
            row={row}
            onChange={(part) => onChange(rows.map((each) => (each.id === row.id ? { ...each, ...part } : each)))}
          />
        ),
      }))}
    />
  );
}

function TierFields({ row, onChange }: { row: TierRow; onChange: (part: Partial<TierRow>) => void }) {
  const field = `tiers.${row.name.trim()}`;
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <FormField name={field} label="Tier" exact>
        {(control) => (
          <Input
            {...control}
            value={row.name}
            onChange={(event) => onChange({ name: event.target.value })}
            placeholder="enterprise"
            maxLength={32}
            autoComplete="off"
            autoCapitalize="none"
          />
        )}
      </FormField>
      <FormField name={`${field}.executions_per_minute`} label="Executions">
        {(control) => (
          <UnitInput
            {...control}
            unit="per minute"
            value={row.perMinute}
            onChange={(event) => onChange({ perMinute: event.target.value })}
            placeholder="no limit"
          />
        )}
      </FormField>
      <FormField name={`${field}.concurrent_executions`} label="At the same time">
        {(control) => (
          <UnitInput
            {...control}
            unit="executions"
            value={row.concurrent}
            onChange={(event) => onChange({ concurrent: event.target.value })}
            placeholder="no limit"
          />
        )}
      </FormField>
    </div>
  );
}
