"use client";

import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { usePause } from "@/components/shell/pause.tsx";
import { type CircuitFilter, ROWS_PAGE } from "@/lib/client/circuit-filter.ts";
import {
  ACTIVITY_INTERVAL_MS,
  polling,
  type RowsPage,
  rowsActivityQuery,
  rowsQuery,
  STATUS_INTERVAL_MS,
} from "@/lib/client/queries.ts";
import type { CircuitActivity } from "@/lib/contracts/activity.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";

interface RowPages {
  /** How many rows there are, as far as it is known. */
  readonly count: number | null;
  readonly circuitAt: (row: number) => CircuitView | undefined;
  readonly activityOf: (circuit: string) => CircuitActivity | undefined;
}

interface Asked {
  readonly filter: CircuitFilter;
  readonly attention: boolean;
  /** How many circuits come before the first row. */
  readonly from: number;
  /** First row in sight, and last. */
  readonly first: number;
  readonly last: number;
  /** Whether what is in sight is to stay in its place. */
  readonly held: boolean;
}

type Places = ReadonlyMap<number, readonly string[]>;
const NOWHERE: Places = new Map();

/** Polls those pages of a long list that are in sight. */
export function useRowPages({ filter, attention, from, first, last, held }: Asked): RowPages {
  const { pausedAt } = usePause();
  const [pinned, setPinned] = useState<{ held: boolean; places: Places }>({ held: false, places: NOWHERE });
  const pages = pagesOf(first, last);
  const asked = pages.map(
    (page): RowsPage => ({
      filter,
      attention,
      offset: from + page * ROWS_PAGE,
      circuits: pinned.places.get(page) ?? null,
    }),
  );
  const status = useQueries({
    queries: asked.map((each) => ({ ...rowsQuery(each), ...polling(pausedAt === null ? STATUS_INTERVAL_MS : null) })),
  });
  const activity = useQueries({
    queries: asked.map((each) => ({
      ...rowsActivityQuery(each),
      ...polling(pausedAt === null ? ACTIVITY_INTERVAL_MS : null),
    })),
  });
  const circuitsOf = new Map(pages.map((page, index) => [page, status[index]?.data?.reply.circuits]));
  if (held !== pinned.held) setPinned({ held, places: held ? placesOf(circuitsOf) : NOWHERE });

  const activityById = new Map(
    activity.flatMap(({ data }) => data?.reply.circuits ?? []).map((each) => [each.circuit, each]),
  );
  const matching = status.find((_, index) => asked[index]?.circuits === null)?.data?.reply.count;
  return {
    count: matching === undefined ? null : Math.max(0, matching - from),
    circuitAt: (row) => {
      const page = Math.floor(row / ROWS_PAGE);
      const place = row % ROWS_PAGE;
      const name = pinned.places.get(page)?.[place];
      const circuits = circuitsOf.get(page);
      return name === undefined ? circuits?.[place] : circuits?.find(({ circuit }) => circuit === name);
    },
    activityOf: (circuit) => activityById.get(circuit),
  };
}

function pagesOf(firstRow: number, lastRow: number): number[] {
  const [first, last] = [Math.floor(firstRow / ROWS_PAGE), Math.floor(lastRow / ROWS_PAGE)];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function placesOf(circuitsOf: ReadonlyMap<number, readonly CircuitView[] | undefined>): Places {
  return new Map(
    [...circuitsOf].flatMap(([page, circuits]) =>
      circuits === undefined || circuits.length === 0 ? [] : [[page, circuits.map(({ circuit }) => circuit)]],
    ),
  );
}
