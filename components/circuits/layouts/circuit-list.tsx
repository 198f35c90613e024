"use client";

import { useMemo } from "react";
import { isFiltered, type Matching, searchOf } from "@/lib/client/circuit-filter.ts";
import { count } from "@/lib/client/format.ts";
import type { OverviewLayout } from "@/lib/client/overview-layout.ts";
import type { StatusReply } from "@/lib/contracts/circuit.ts";
import { useActs } from "../acts/acts.tsx";
import { LongRows } from "../long-rows.tsx";
import { NewlyOpen } from "../newly-open.tsx";
import { Section } from "../section.tsx";
import { useHold, useKept } from "../use-hold.ts";

interface CircuitListProps {
  reply: StatusReply;
  sort: OverviewLayout["sort"];
  filter: Matching;
}

/** All circuits that match, one line each. */
export function CircuitList({ reply, sort, filter }: CircuitListProps) {
  const { held, region, release } = useHold(useActs().isOpen);
  const open = useMemo(() => openOf(reply), [reply]);
  const openBefore = useKept(held, open);
  // In a list by name everything has its place already.
  const newlyOpen = sort === undefined && openBefore !== null ? open.difference(openBefore).size : 0;
  const title = isFiltered(filter) ? "Circuits that match" : "All circuits";
  const order = sort === undefined ? "open first, newest first" : "by name";
  return (
    <div ref={region} tabIndex={-1} className="scroll-mt-24 outline-none">
      {newlyOpen > 0 && <NewlyOpen circuits={newlyOpen} onShow={release} />}
      <Section title={title} hint={`${count(reply.count)} · ${order}`}>
        <LongRows
          key={`${sort} ${searchOf(filter)}`}
          {...{ filter, held }}
          sort={sort ?? "state"}
          caption={`Circuits, ${order}`}
          attention={null}
          from={0}
          known={sort === undefined ? reply.circuits : []}
          count={reply.count}
        />
      </Section>
    </div>
  );
}

function openOf({ circuits }: StatusReply): Set<string> {
  return new Set(circuits.filter(({ state }) => state === "open").map(({ circuit }) => circuit));
}
