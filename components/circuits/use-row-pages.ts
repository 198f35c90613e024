"use client";

import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { usePause } from "@/components/shell/pause.tsx";
import { type Matching, ROWS_PAGE } from "@/lib/client/circuit-filter.ts";
import {
  ACTIVITY_INTERVAL_MS,
  polling,
  ROWS_ACTIVITY_KEY,
  ROWS_KEY,
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
  readonly filter: Matching;
  readonly sort: RowsPage["sort"];
  readonly attention: RowsPage["attention"];
  /** How many circuits come before the first row. */
  readonly from: number;
  /** First row in sight, and last. */
  readonly first: number;
  readonly last: number;
  /** Whether anybody sees them: what nobody sees is not polled. */
  readonly inSight: boolean;
  /** Whether what is in sight is to stay in its place. */
  readonly held: boolean;
}

type Places = ReadonlyMap<number, readonly string[]>;
const NOWHERE: Places = new Map();
/** Whatever is known already will do. */
const ONCE = { staleTime: Number.POSITIVE_INFINITY };

/** Polls those pages of a long list that are in sight. While they are held, each keeps the circuits that it had first. */
export function useRowPages({ filter, sort, attention, from, first, last, inSight, held }: Asked): RowPages {
  const client = useQueryClient();
  const { pausedAt } = usePause();
  const [pinned, setPinned] = useState(NOWHERE);
  const pages = pagesOf(first, last);
  const inPlace = (page: number): RowsPage => ({
    filter,
    sort,
    attention,
    offset: from + page * ROWS_PAGE,
    circuits: null,
  });
  const asked = pages.map((page): RowsPage => ({ ...inPlace(page), circuits: pinned.get(page) ?? null }));
  const isPolled = inSight && pausedAt === null;
  const status = useQueries({
    queries: asked.map((each) => ({ ...rowsQuery(each, client), ...polling(isPolled ? STATUS_INTERVAL_MS : null) })),
  });
  const activity = useQueries({
    queries: asked.map((each) => ({
      ...rowsActivityQuery(each, client),
      ...polling(isPolled ? ACTIVITY_INTERVAL_MS : null),
    })),
  });
  const catchUp = useEffectEvent(() => {
    if (!isPolled) return;
    for (const queryKey of [ROWS_KEY, ROWS_ACTIVITY_KEY])
      client.refetchQueries({ queryKey, type: "active", stale: true }, { cancelRefetch: false });
  });
  useEffect(() => {
    // Then it has not been asked for as long as it was out of sight.
    if (inSight) catchUp();
  }, [inSight]);
  const circuitsOf = new Map(pages.map((page, index) => [page, status[index]?.data?.reply.circuits]));

  const toPin = pages.filter((page, index) => {
    const { data, isPlaceholderData } = status[index] ?? {};
    return held && !pinned.has(page) && !isPlaceholderData && (data?.reply.circuits.length ?? 0) > 0;
  });
  if (toPin.length > 0) {
    setPinned(new Map([...pinned, ...toPin.map((page) => [page, namesOf(circuitsOf.get(page))] as const)]));
  }
  if (!held && pinned.size > 0) setPinned(NOWHERE);
  const forget = useEffectEvent(() => {
    // Once it is not held any more, a page is not to show for a moment what it was before.
    for (const page of pinned.keys()) {
      for (const query of [rowsQuery, rowsActivityQuery]) {
        client.removeQueries({ queryKey: query(inPlace(page), client).queryKey, exact: true, type: "inactive" });
      }
    }
  });
  useEffect(() => {
    if (pinned.size > 0) forget();
  }, [pinned]);

  const activityById = new Map(
    activity.flatMap(({ data }) => data?.reply.circuits ?? []).map((each) => [each.circuit, each]),
  );
  const matching = status.find((_, index) => asked[index]?.circuits === null)?.data?.reply.count;
  const count = matching === undefined ? null : Math.max(0, matching - from);

  const next = neighboursOf(pages, count ?? 0).join();
  const bring = useEffectEvent((page: number) => {
    client.prefetchQuery({ ...rowsQuery(inPlace(page), client), ...ONCE });
    client.prefetchQuery({ ...rowsActivityQuery(inPlace(page), client), ...ONCE });
  });
  useEffect(() => {
    // A page that comes before it is in sight is not put into the table all at once.
    if (next !== "") for (const page of next.split(",")) bring(Number(page));
  }, [next]);

  return {
    count,
    circuitAt: (row) => {
      const page = Math.floor(row / ROWS_PAGE);
      const place = row % ROWS_PAGE;
      const name = pinned.get(page)?.[place];
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

/** The pages that are scrolled to next, of as many rows. */
function neighboursOf(pages: readonly number[], rows: number): number[] {
  const [first, last] = [pages[0] ?? 0, pages.at(-1) ?? 0];
  return [first - 1, last + 1].filter((page) => page >= 0 && page * ROWS_PAGE < rows);
}

function namesOf(circuits: readonly CircuitView[] | undefined): readonly string[] {
  return circuits?.map(({ circuit }) => circuit) ?? [];
}
