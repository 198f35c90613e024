"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { statusQuery } from "@/lib/client/queries.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { circuitInFocus } from "../keyboard/circuits-on-page.ts";
import { useStatus } from "../use-status.ts";

interface ChosenCircuit {
  /** What acts are offered for; null where no circuit is meant. */
  readonly chosen: CircuitView | null;
  readonly choose: (circuit: CircuitView | null) => void;
  /** It was chosen in the palette, so that nothing else is offered. */
  readonly isNarrowed: boolean;
}

/** The circuit that one was on when the palette was opened, or the one chosen in it since. */
export function useChosenCircuit(): ChosenCircuit {
  const [fromPage] = useState(() => (circuitInFocus() ?? soleCircuit())?.dataset.circuit ?? "");
  const [narrowed, setNarrowed] = useState<CircuitView | null>(null);
  const shown = useStatus().data?.reply.circuits.find(({ circuit }) => circuit === fromPage);
  const asked = useQuery({
    ...statusQuery({ q: fromPage, limit: 30 }),
    enabled: fromPage !== "" && shown === undefined,
  });
  const found = shown ?? asked.data?.reply.circuits.find(({ circuit }) => circuit === fromPage);
  return { chosen: narrowed ?? found ?? null, choose: setNarrowed, isNarrowed: narrowed !== null };
}

/** The circuit that a page is about, where it shows but one. */
function soleCircuit(): HTMLElement | null {
  const all = document.querySelectorAll<HTMLElement>("main [data-circuit]");
  return all.length === 1 ? (all[0] ?? null) : null;
}
