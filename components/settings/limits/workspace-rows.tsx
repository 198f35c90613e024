"use client";

import { FormField } from "@/components/ui/form/form-field.tsx";
import { newPair, type Pair } from "@/components/ui/form/pairs.ts";
import { Input, Select } from "@/components/ui/inputs.tsx";
import { RowCard } from "./row-card.tsx";

interface WorkspaceRowsProps {
  rows: readonly Pair[];
  /** Names of the tiers that there are. */
  tiers: readonly string[];
  onChange: (rows: readonly Pair[]) => void;
}

/** Which workspace is in which tier. */
export function WorkspaceRows({ rows, tiers, onChange }: WorkspaceRowsProps) {
  return (
    <RowCard
      title="Workspaces"
      hint="By their ids, as executions name them."
      one="workspace"
      empty="No workspace is in a tier, so none is limited."
      onAdd={() => onChange([...rows, newPair("", tiers[0] ?? "")])}
      onRemove={(id) => onChange(rows.filter((row) => row.id !== id))}
      rows={rows.map((row, index) => ({
        id: row.id,
        label: row.name.trim() || `workspace ${index + 1}`,
        content: (
          <WorkspaceFields
            row={row}
            tiers={tiers}
            onChange={(part) => onChange(rows.map((each) => (each.id === row.id ? { ...each, ...part } : each)))}
          />
        ),
      }))}
    />
  );
}

interface WorkspaceFieldsProps {
  row: Pair;
  tiers: readonly string[];
  onChange: (part: Partial<Pair>) => void;
}

function WorkspaceFields({ row, tiers, onChange }: WorkspaceFieldsProps) {
  // One that has just been renamed or removed is still shown: the API says that it is not there.
  const options = tiers.includes(row.value) || row.value === "" ? tiers : [...tiers, row.value];
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <FormField name={`workspaces.${row.name.trim()}`} label="Workspace" exact className="sm:col-span-2">
        {(control) => (
          <Input
            {...control}
            value={row.name}
            onChange={(event) => onChange({ name: event.target.value })}
            placeholder="acme"
            maxLength={64}
            autoComplete="off"
            autoCapitalize="none"
          />
        )}
      </FormField>
      <FormField name={`workspaces.${row.name.trim()}.tier`} label="Tier" exact>
        {(control) => (
          <Select {...control} value={row.value} onChange={(event) => onChange({ value: event.target.value })}>
            {row.value === "" && <option value="">choose</option>}
            {options.map((tier) => (
              <option key={tier}>{tier}</option>
            ))}
          </Select>
        )}
      </FormField>
    </div>
  );
}
