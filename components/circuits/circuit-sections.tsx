"use client";

import { type ReactNode, Suspense, useMemo } from "react";
import { lazily } from "@/components/ui/lazily.ts";
import { type CircuitFilter, isFiltered, searchOf } from "@/lib/client/circuit-filter.ts";
import { count } from "@/lib/client/format.ts";
import type { CircuitActivity } from "@/lib/contracts/activity.ts";
import type { CircuitView, StatusReply } from "@/lib/contracts/circuit.ts";
import { useActs } from "./acts/acts.tsx";
import { AllClosed } from "./all-closed.tsx";
import { arrange, keepPlaces, totalsOf } from "./arrange.ts";
import { CircuitCard } from "./circuit-card.tsx";
import { CircuitRows } from "./circuit-rows.tsx";
import { NewlyOpen } from "./newly-open.tsx";
import { CardGrid, Section } from "./section.tsx";
import { useHold, useKept } from "./use-hold.ts";

const LongRows = lazily(async () => (await import("./long-rows.tsx")).LongRows);

interface CircuitSectionsProps {
  reply: StatusReply;
  filter: CircuitFilter;
  activity: ReadonlyMap<string, CircuitActivity>;
}

/** What needs attention, large; what does not, small. */
export function CircuitSections({ reply, filter, activity }: CircuitSectionsProps) {
  const { circuits } = reply;
  const natural = useMemo(() => arrange(circuits), [circuits]);
  const { held, region, release } = useHold(useActs().isOpen);
  const kept = useKept(held, natural);
  const isWhole = reply.count === circuits.length;
  const { attention, closed, closedAs } = kept === null ? natural : keepPlaces(kept, natural, isWhole);
  const byId = useMemo(() => new Map(circuits.map((circuit) => [circuit.circuit, circuit])), [circuits]);
  const closedCircuits = useMemo(() => closed.flatMap((id) => byId.get(id) ?? []), [closed, byId]);
  const totals = totalsOf(reply, natural, filter.state);
  const newlyOpen = natural.attention.filter((id) => byId.get(id)?.state === "open" && !attention.includes(id)).length;

  const cards = (shown: readonly CircuitView[]) => (
    <CardGrid>
      {shown.map((circuit) => (
        <CircuitCard key={circuit.circuit} circuit={circuit} activity={activity.get(circuit.circuit)} />
      ))}
    </CardGrid>
  );
  const long = (needAttention: boolean, caption: string, from: number, rows: number, meanwhile: ReactNode) => (
    <Suspense fallback={meanwhile}>
      <LongRows
        key={`${caption} ${searchOf(filter)}`}
        {...{ caption, filter, from, held }}
        attention={needAttention}
        known={needAttention ? [] : closedCircuits}
        count={rows}
      />
    </Suspense>
  );
  const closedRows = <CircuitRows circuits={closedCircuits} activity={activity} />;

  return (
    <div ref={region} tabIndex={-1} className="scroll-mt-24 outline-none">
      {newlyOpen > 0 && <NewlyOpen circuits={newlyOpen} onShow={release} />}
      <div className="grid gap-7">
        {attention.length > 0 && (
          <Section title="Needs attention" hint={`${count(totals.attention)} · open first, newest first`}>
            {cards(attention.flatMap((id) => byId.get(id) ?? []))}
            {totals.attention > natural.attention.length &&
              long(
                true,
                "More circuits that need attention",
                natural.attention.length,
                totals.attention - natural.attention.length,
                null,
              )}
          </Section>
        )}
        {attention.length === 0 && !isFiltered(filter) && <AllClosed closed={reply.summary.closed} />}
        {(closedCircuits.length > 0 || totals.closed > 0) && (
          <Section
            title="Closed"
            hint={closedAs === "rows" ? `${count(totals.closed)} · most failures first` : "most failures first"}
          >
            {totals.closed > natural.closed.length
              ? long(false, "Closed circuits", 0, totals.closed, closedRows)
              : closedAs === "cards"
                ? cards(closedCircuits)
                : closedRows}
          </Section>
        )}
      </div>
    </div>
  );
}
