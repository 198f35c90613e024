"use client";

import { useId } from "react";
import { useStatus } from "@/components/shell/use-status.ts";
import { Button } from "@/components/ui/button.tsx";
import { Input, Select } from "@/components/ui/inputs.tsx";
import { type EventFilter, eventSearchOf } from "@/lib/client/event-filter.ts";
import { useDraft } from "@/lib/client/use-draft.ts";
import { EVENT_KINDS } from "@/lib/contracts/lists.ts";
import { wordOfKind } from "./event-look.ts";

/** Puts the filter into the URL; a new one begins with the newest event. */
function show({ kind, circuit }: Partial<EventFilter>): void {
  window.history.replaceState(null, "", `/events${eventSearchOf({ kind, circuit })}`);
}

export function EventFilters({ filter }: { filter: EventFilter }) {
  const { kind, circuit } = filter;
  const names = useId();
  const { data } = useStatus();
  const draft = useDraft(circuit ?? "", (text) => show({ kind, circuit: text }));
  return (
    <search className="flex flex-wrap gap-2.5 sm:ml-auto">
      <Select
        aria-label="Kind of event"
        value={kind ?? ""}
        onChange={(event) => show({ kind: event.target.value, circuit })}
        className="w-44! max-sm:w-full!"
      >
        <option value="">All kinds</option>
        {EVENT_KINDS.map((each) => (
          <option key={each} value={each}>
            {wordOfKind(each)}
          </option>
        ))}
      </Select>
      <Input
        type="search"
        aria-label="Circuit"
        placeholder="All circuits"
        list={names}
        autoComplete="off"
        maxLength={200}
        {...draft}
        className="w-64! max-sm:w-full!"
      />
      <datalist id={names}>
        {data?.reply.circuits.map((each) => (
          <option key={each.circuit} value={each.circuit} />
        ))}
      </datalist>
      {(kind !== undefined || circuit !== undefined) && (
        <Button variant="ghost" onClick={() => show({})}>
          Clear
        </Button>
      )}
    </search>
  );
}
