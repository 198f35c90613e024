"use client";

import { defaultRangeExtractor, type Range, useWindowVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Cell, Row } from "@/components/ui/table.tsx";
import { useInSight } from "@/components/ui/use-in-sight.ts";
import type { Matching } from "@/lib/client/circuit-filter.ts";
import type { RowsPage } from "@/lib/client/queries.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { CircuitRow } from "./circuit-row.tsx";
import { CircuitTable } from "./circuit-table.tsx";
import { useRowPages } from "./use-row-pages.ts";

/** Pixels that a row of one line takes. */
const ROW_HEIGHT = 45;
/** Rows beyond the edges of what is in sight. */
const OVERSCAN = 5;

interface LongRowsProps {
  filter: Matching;
  sort?: RowsPage["sort"];
  /** Those alone that need attention, or those that need none; null for both. */
  attention: boolean | null;
  caption: string;
  /** How many of them are shown elsewhere, and left out here. */
  from: number;
  /** The first of them, as far as they are known already. */
  known: readonly CircuitView[];
  /** How many rows there are, until the server has said it. */
  count: number;
  held: boolean;
}

/** More circuits than a page holds, one line each: those in sight are in the page, and are asked for. */
export function LongRows(props: LongRowsProps) {
  const { filter, sort = "state", attention, caption, from, known, count: estimated, held } = props;
  const [count, setCount] = useState(estimated);
  const { region, top, inSight, focused, onFocus, onBlur } = useRegion();
  const rangeExtractor = useCallback(
    (range: Range) => withFocused(defaultRangeExtractor(range), focused, range.count),
    [focused],
  );
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin: top,
    rangeExtractor,
    initialRect: { width: 0, height: 800 },
    measureElement: heightOf,
    // Rows beyond the edges are there already: what comes behind them need not hold up the scrolling.
    useFlushSync: false,
  });
  const items = virtualizer.getVirtualItems();
  const { startIndex: first, endIndex: last } = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
  const pages = useRowPages({ filter, sort, attention, from, first, last, inSight, held });
  if (pages.count !== null && pages.count !== count) setCount(pages.count);

  const rows = items.map((item) => {
    const circuit = pages.circuitAt(item.index) ?? known[item.index];
    return { item, circuit };
  });
  const names = rows.flatMap(({ circuit }) => circuit?.circuit ?? []);
  return (
    <section ref={region} aria-label={caption} onFocus={onFocus} onBlur={onBlur}>
      <CircuitTable caption={caption} names={names} rows={count}>
        <tbody>
          {/* One flat list: rows in lists of their own would be made anew, all of them, whenever the first one leaves. */}
          {rows.flatMap(({ item, circuit }, index) => [
            item.start > endOf(items[index - 1], top) && (
              <Gap key={`before ${item.key}`} height={item.start - endOf(items[index - 1], top)} />
            ),
            circuit === undefined ? (
              <WaitingRow key={item.key} item={item} />
            ) : (
              <CircuitRow
                key={item.key}
                circuit={circuit}
                activity={pages.activityOf(circuit.circuit)}
                index={item.index}
                measure={virtualizer.measureElement}
              />
            ),
          ])}
          <Gap height={virtualizer.getTotalSize() + top - endOf(items.at(-1), top)} />
        </tbody>
      </CircuitTable>
    </section>
  );
}

/** As the browser lays it out anyway: to ask for it as soon as a row is there would have it done once more. */
function heightOf(_: Element, entry: ResizeObserverEntry | undefined): number {
  return entry?.borderBoxSize[0]?.blockSize ?? ROW_HEIGHT;
}

function endOf(item: VirtualItem | undefined, top: number): number {
  return item?.end ?? top;
}

/** Where the table is on the page, whether anybody sees it, and which of its rows has the focus. */
function useRegion() {
  const region = useRef<HTMLElement>(null);
  const [top, setTop] = useState(0);
  const inSight = useInSight(region);
  const [focused, setFocused] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = region.current;
    if (element === null || !inSight) return;
    const measure = () => setTop(element.getBoundingClientRect().top + window.scrollY);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [inSight]);
  const onFocus = (event: React.FocusEvent) => {
    const index = event.target.closest("[data-index]")?.getAttribute("data-index");
    setFocused(index === null || index === undefined ? null : Number(index));
  };
  return { region, top, inSight, focused, onFocus, onBlur: () => setFocused(null) };
}

/** A row that has the focus stays in the page, however far away it is scrolled. */
function withFocused(range: number[], focused: number | null, count: number): number[] {
  if (focused === null || focused >= count || range.includes(focused)) return range;
  return [...range, focused].sort((one, other) => one - other);
}

/**
 * Takes the room of rows that are not there. One cell is enough: one that spans columns makes those that a narrow screen
 * leaves out, and gives them a share of the width.
 */
function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height }} />
    </tr>
  );
}

function WaitingRow({ item }: { item: VirtualItem }) {
  return (
    <Row data-index={item.index} aria-rowindex={item.index + 2} style={{ height: ROW_HEIGHT }}>
      <Cell />
      <Cell>
        <Skeleton className="h-4 w-2/3" />
      </Cell>
    </Row>
  );
}
