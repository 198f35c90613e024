"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Suspense } from "react";
import { lazily } from "@/components/ui/lazily.ts";
import type { CircuitFilter } from "@/lib/client/circuit-filter.ts";
import type { StatusReply } from "@/lib/contracts/circuit.ts";
import { seenCircuits } from "./seen-circuits.ts";
import { useSelection } from "./selection-provider.tsx";

const SelectionBar = lazily(async () => (await import("./selection-bar.tsx")).SelectionBar);

/** The bar of what is selected, once something is. */
export function Selected({ reply, filter }: { reply: StatusReply; filter: CircuitFilter }) {
  const client = useQueryClient();
  const selecting = useSelection();
  if (selecting === null || (!selecting.selection.all && selecting.selection.named.size === 0)) return null;
  return (
    <Suspense>
      <SelectionBar
        selecting={selecting}
        circuits={seenCircuits(client, reply)}
        matching={reply.count}
        filter={filter}
      />
    </Suspense>
  );
}
