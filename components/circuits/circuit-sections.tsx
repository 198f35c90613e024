"use client";

import { useMemo } from "react";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { showFilter } from "@/components/shell/use-circuit-filter.ts";
import { Button } from "@/components/ui/button.tsx";
import { type CircuitFilter, isFiltered, nextLimit } from "@/lib/client/circuit-filter.ts";
import { count } from "@/lib/client/format.ts";
import type { CircuitActivity } from "@/lib/contracts/activity.ts";
import type { CircuitView, StatusReply } from "@/lib/contracts/circuit.ts";
import { useActs } from "./acts/acts.tsx";
import { AllClosed } from "./all-closed.tsx";
import { arrange } from "./arrange.ts";
import { CircuitCard } from "./circuit-card.tsx";
import { CircuitRows } from "./circuit-rows.tsx";
import { NewlyOpen } from "./newly-open.tsx";
import { CardGrid, Section } from "./section.tsx";
import { useHeldPlaces } from "./use-held-places.ts";

interface CircuitSectionsProps {
  reply: StatusReply;
  filter: CircuitFilter;
  activity: ReadonlyMap<string, CircuitActivity>;
}

/** What needs attention, large; what does not, small. */
export function CircuitSections({ reply, filter, activity }: CircuitSectionsProps) {
  const { circuits } = reply;
  const natural = useMemo(() => arrange(circuits), [circuits]);
  const { places, region, release } = useHeldPlaces(natural, useActs().isOpen);
  const { attention, closed, closedAs } = places;
  const byId = useMemo(() => new Map(circuits.map((circuit) => [circuit.circuit, circuit])), [circuits]);
  const closedCircuits = useMemo(() => closed.flatMap((id) => byId.get(id) ?? []), [closed, byId]);
  const newlyOpen = natural.attention.filter((id) => byId.get(id)?.state === "open" && !attention.includes(id)).length;
  const card = (circuit: CircuitView) => (
    <CircuitCard key={circuit.circuit} circuit={circuit} activity={activity.get(circuit.circuit)} />
  );

  return (
    <div ref={region} tabIndex={-1} className="scroll-mt-24 outline-none">
      {newlyOpen > 0 && <NewlyOpen circuits={newlyOpen} onShow={release} />}
      <div className="grid gap-7">
        {attention.length > 0 && (
          <Section title="Needs attention" hint="open first, newest first">
            <CardGrid>{attention.flatMap((id) => byId.get(id) ?? []).map(card)}</CardGrid>
          </Section>
        )}
        {attention.length === 0 && !isFiltered(filter) && <AllClosed closed={reply.summary.closed} />}
        {closedCircuits.length > 0 && (
          <Section
            title="Closed"
            hint={closedAs === "rows" ? `${count(reply.summary.closed)} · most failures first` : "most failures first"}
          >
            {closedAs === "cards" ? (
              <CardGrid>{closedCircuits.map(card)}</CardGrid>
            ) : (
              <CircuitRows circuits={closedCircuits} activity={activity} />
            )}
          </Section>
        )}
        {reply.count > circuits.length && <More shown={circuits.length} of={reply.count} filter={filter} />}
      </div>
    </div>
  );
}

function More({ shown, of, filter }: { shown: number; of: number; filter: CircuitFilter }) {
  const next = nextLimit(filter);
  const { stale } = useFreshness();
  return (
    <div className="flex flex-wrap items-center justify-center gap-3 text-[0.8125rem] text-muted">
      {count(shown)} of {count(of)} are shown.
      {next === null ? (
        " Filter to find the others."
      ) : (
        <Button size="sm" disabled={stale} onClick={() => showFilter({ ...filter, limit: next })}>
          Show {count(Math.min(next, of) - shown)} more
        </Button>
      )}
    </div>
  );
}
