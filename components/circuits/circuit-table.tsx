"use client";

import type { ReactNode } from "react";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { HeaderCell, HeaderRow, Table } from "@/components/ui/table.tsx";
import { SelectBoxOfAll } from "./selection/select-box.tsx";
import { useSelection } from "./selection/selection-provider.tsx";

interface CircuitTableProps {
  caption: string;
  /** The circuits whose rows are in it. */
  names: readonly string[];
  /** How many rows it has, where not all are in it. */
  rows?: number;
  children: ReactNode;
}

/** Written down once: the same elements need not be rendered again. */
const COLUMNS = (
  <>
    <HeaderCell className="max-sm:px-2">dependency</HeaderCell>
    <HeaderCell className="w-28 max-sm:w-20 max-sm:pl-1 max-sm:pr-3!">failures</HeaderCell>
    <HeaderCell className="w-28 text-right max-md:hidden">calls / min</HeaderCell>
    <HeaderCell className="w-24 text-right max-md:hidden">success</HeaderCell>
    <HeaderCell className="w-24 text-right max-lg:hidden">p95</HeaderCell>
    <HeaderCell className="w-[22%] max-sm:hidden">last hour</HeaderCell>
  </>
);

/** What rows of circuits stand in. */
export function CircuitTable({ caption, names, rows, children }: CircuitTableProps) {
  const { stale } = useFreshness();
  return (
    <Table
      caption={caption}
      aria-rowcount={rows === undefined ? undefined : rows + 1}
      className={classNames("table-fixed", stale && "hatched")}
    >
      <HeaderRow>
        <HeaderCell className={classNames("pr-0!", useSelection() === null ? "w-12" : "w-20")}>
          <SelectBoxOfAll circuits={names} className="max-sm:-my-1 max-sm:-ml-4" />
          <span className="sr-only">State</span>
        </HeaderCell>
        {COLUMNS}
      </HeaderRow>
      {children}
    </Table>
  );
}
