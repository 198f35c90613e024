"use client";

import { useId } from "react";
import { useStatus } from "@/components/shell/use-status.ts";
import { useViewer } from "@/components/shell/viewer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Input, Select } from "@/components/ui/inputs.tsx";
import { type AuditFilter, auditSearchOf } from "@/lib/client/audit-filter.ts";
import { useDraft } from "@/lib/client/use-draft.ts";
import { wordOfKind } from "../events/event-look.ts";
import { kindGroups } from "./act-kinds.ts";
import { TimeRange } from "./time-range.tsx";

interface AuditFiltersProps {
  filter: AuditFilter;
  /** Who acted, as far as the page shows. */
  actors: readonly string[];
}

/** Every change is in the URL at once, and begins with the newest act. */
export function AuditFilters({ filter, actors }: AuditFiltersProps) {
  const change = (changes: Partial<AuditFilter>) => {
    const { before: _, ...rest } = { ...filter, ...changes };
    window.history.replaceState(null, "", `/audit${auditSearchOf(rest)}`);
  };
  const { data } = useStatus();
  const { name } = useViewer();
  const circuits = data?.reply.circuits.map(({ circuit }) => circuit) ?? [];
  return (
    <search className="flex flex-wrap gap-2.5 max-sm:grid max-sm:grid-cols-2">
      <TextFilter
        label="Who"
        placeholder="Anybody"
        value={filter.actor}
        known={[...new Set([name, ...actors])]}
        onChange={(actor) => change({ actor })}
      />
      <KindFilter value={filter.kind ?? ""} onChange={(kind) => change({ kind })} />
      <TextFilter
        label="What it was done to"
        placeholder="Any circuit, dependency, account"
        value={filter.object}
        known={circuits}
        onChange={(object) => change({ object })}
        className="w-72! max-sm:col-span-2"
      />
      <TimeRange filter={filter} onChange={change} />
      {auditSearchOf(filter) !== "" && (
        <Button variant="ghost" onClick={() => window.history.replaceState(null, "", "/audit")}>
          Clear
        </Button>
      )}
    </search>
  );
}

interface TextFilterProps {
  label: string;
  placeholder: string;
  value: string | undefined;
  /** What may be meant, to choose from. */
  known: readonly string[];
  onChange: (value: string) => void;
  className?: string;
}

function TextFilter({ label, placeholder, value, known, onChange, className = "w-56!" }: TextFilterProps) {
  const names = useId();
  const draft = useDraft(value ?? "", onChange);
  return (
    <>
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        list={names}
        autoComplete="off"
        maxLength={200}
        {...draft}
        className={`${className} max-sm:w-full!`}
      />
      <datalist id={names}>
        {known.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}

function KindFilter({ value, onChange }: { value: string; onChange: (kind: string) => void }) {
  const groups = kindGroups.map(({ name, kinds }) => ({ name, kinds, all: kinds.join(",") }));
  const isKnown = value === "" || groups.some(({ all, kinds }) => all === value || kinds.includes(value));
  return (
    <Select
      aria-label="Kind of act"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="w-52! max-sm:w-full!"
    >
      <option value="">All acts</option>
      {!isKnown && <option value={value}>several kinds</option>}
      {groups.map(({ name, kinds, all }) => (
        <optgroup key={name} label={name}>
          {name !== "Other" && <option value={all}>all {name.toLowerCase()}</option>}
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {wordOfKind(kind)}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}
