"use client";

import { useQuery } from "@tanstack/react-query";
import { statusQuery } from "@/lib/client/queries.ts";
import { useSettled } from "@/lib/client/use-settled.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useStatus } from "../use-status.ts";
import { byName } from "./matching.ts";

/** Of so many found, those with the best names are shown. */
const ASKED_FOR = 30;
const MOST_SHOWN = 8;
const PAUSE_MS = 150;
const LONGEST_SEARCH = 200;

interface FoundCircuits {
  readonly circuits: readonly CircuitView[];
  /** Circuits that match, shown or not. */
  readonly count: number;
  /** What was typed is still on its way to the server. */
  readonly isSearching: boolean;
  readonly error: Error | null;
}

/** Circuits that match what is typed, found by the server. Where nothing is typed: those that are not closed. */
export function useFoundCircuits(typed: string): FoundCircuits {
  const q = typed.trim().slice(0, LONGEST_SEARCH);
  const settled = useSettled(q, PAUSE_MS);
  const status = useStatus().data?.reply;
  const found = useQuery({ ...statusQuery({ q: settled, limit: ASKED_FOR }), enabled: settled !== "" });
  if (q === "") {
    const troubled = status?.circuits.filter(({ state }) => state !== "closed") ?? [];
    return { circuits: troubled.slice(0, MOST_SHOWN), count: troubled.length, isSearching: false, error: null };
  }
  const reply = settled === "" ? undefined : found.data?.reply;
  return {
    circuits: byName(reply?.circuits ?? [], q).slice(0, MOST_SHOWN),
    count: reply?.count ?? 0,
    isSearching: settled !== q || found.isFetching,
    error: found.error,
  };
}
