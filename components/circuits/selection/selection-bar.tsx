"use client";

import { useFreshness } from "@/components/shell/freshness.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { type CircuitFilter, matchingOf } from "@/lib/client/circuit-filter.ts";
import { count } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useActs } from "../acts/acts.tsx";
import { type BulkVerb, bulkVerbs, verbWords } from "../acts/bulk/verbs.ts";
import { countSelected, isSelected } from "./selection.ts";
import type { Selecting } from "./selection-provider.tsx";

interface SelectionBarProps {
  selecting: Selecting;
  /** Those that have been seen. */
  circuits: readonly CircuitView[];
  /** How many match, seen or not. */
  matching: number;
  filter: CircuitFilter;
}

/** What is selected, and what can be done with it. Not there where nothing of it is on the page any more. */
export function SelectionBar({ selecting, circuits, matching, filter }: SelectionBarProps) {
  const { open } = useActs();
  const { stale } = useFreshness();
  const { selection, selectAll, replace } = selecting;
  const shown = circuits.map(({ circuit }) => circuit);
  const selected = countSelected(selection, shown, matching);
  if (selected === 0) return null;

  const act = (verb: BulkVerb) => {
    const chosen = selection.all
      ? { filter: matchingOf(filter), except: selection.named }
      : { circuits: circuits.filter(({ circuit }) => isSelected(selection, circuit)) };
    open({ kind: "bulk", verb, chosen });
  };
  return (
    <section
      aria-label="Selection"
      className="fixed inset-x-0 bottom-0 z-30 border-line border-t bg-raised shadow-float print:hidden"
    >
      <div className="mx-auto flex max-w-[112rem] flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 sm:px-6">
        <p className="font-semibold text-sm" data-testid="selected-count">
          {count(selected)} selected
        </p>
        {selected < matching && (
          <Button variant="ghost" size="sm" onClick={selectAll}>
            Select all {count(matching)} that match
          </Button>
        )}
        <div className="ml-auto flex flex-wrap items-center gap-1.5 max-sm:ml-0">
          {bulkVerbs.map((verb) => (
            <Button key={verb} size="sm" disabled={stale} onClick={() => act(verb)}>
              {verbWords[verb].button}
            </Button>
          ))}
          <Button variant="ghost" size="icon" aria-label="Clear the selection" onClick={() => replace([])}>
            <Icon name="close" />
          </Button>
        </div>
      </div>
    </section>
  );
}
