"use client";

import { useState } from "react";
import { Input, Select } from "@/components/ui/inputs.tsx";
import type { AuditFilter } from "@/lib/client/audit-filter.ts";
import { useDraft } from "@/lib/client/use-draft.ts";
import { useTicking } from "@/lib/client/use-ticking.ts";
import { fieldOf, momentOf, rangeOf, ranges } from "./ranges.ts";

type Times = Pick<AuditFilter, "since" | "until">;

interface TimeRangeProps {
  filter: AuditFilter;
  onChange: (times: { [K in keyof Times]: Times[K] | undefined }) => void;
}

/** A time back from now, or from one minute to another by the reader's clock. */
export function TimeRange({ filter, onChange }: TimeRangeProps) {
  const range = rangeOf(filter);
  const [isChosen, setChosen] = useState(false);
  const isBetween = range === "between" || (isChosen && range === "any");
  const choose = (chosen: string) => {
    setChosen(chosen === "between");
    onChange({ since: chosen === "any" || chosen === "between" ? undefined : chosen, until: undefined });
  };
  return (
    <>
      <Select
        aria-label="When"
        value={isBetween ? "between" : range}
        onChange={(event) => choose(event.target.value)}
        className="w-44! max-sm:w-full!"
      >
        <option value="any">Any time</option>
        {ranges.map(({ since, name }) => (
          <option key={since} value={since}>
            {name}
          </option>
        ))}
        <option value="between">Between…</option>
      </Select>
      {isBetween && (
        <fieldset className="flex flex-wrap items-center gap-2.5 text-[0.8125rem] text-muted max-sm:col-span-2">
          <legend className="sr-only">Between, by your clock</legend>
          <Minute label="From" value={filter.since} onChange={(since) => onChange({ since, until: filter.until })} />
          <span aria-hidden="true" className="max-sm:hidden">
            to
          </span>
          <Minute label="To" value={filter.until} onChange={(until) => onChange({ since: filter.since, until })} />
        </fieldset>
      )}
    </>
  );
}

interface MinuteProps {
  label: string;
  value: string | undefined;
  onChange: (moment: string | undefined) => void;
}

function Minute({ label, value, onChange }: MinuteProps) {
  // The server does not know the reader's time zone.
  const shown = useTicking(() => fieldOf(value), "");
  const draft = useDraft(shown, (text) => onChange(momentOf(text)));
  return <Input type="datetime-local" aria-label={label} {...draft} className="w-52! max-sm:w-full!" />;
}
