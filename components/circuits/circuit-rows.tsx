"use client";

import { useMemo } from "react";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { HeaderCell, HeaderRow, Table } from "@/components/ui/table.tsx";
import type { CircuitActivity } from "@/lib/contracts/activity.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { CircuitRow } from "./circuit-row.tsx";
import { SelectBoxOfAll } from "./selection/select-box.tsx";
import { useSelection } from "./selection/selection-provider.tsx";

interface CircuitRowsProps {
  circuits: readonly CircuitView[];
  activity: ReadonlyMap<string, CircuitActivity>;
}

/** Many healthy circuits, one line each. */
export function CircuitRows({ circuits, activity }: CircuitRowsProps) {
  const { stale } = useFreshness();
  const names = useMemo(() => circuits.map(({ circuit }) => circuit), [circuits]);
  const rows = useMemo(
    () =>
      circuits.map((circuit) => (
        <CircuitRow key={circuit.circuit} circuit={circuit} activity={activity.get(circuit.circuit)} />
      )),
    [circuits, activity],
  );
  return (
    <Table caption="Closed circuits" className={classNames("table-fixed", stale && "hatched")}>
      <HeaderRow>
        <HeaderCell className={classNames("pr-0!", useSelection() === null ? "w-12" : "w-20")}>
          <SelectBoxOfAll circuits={names} className="max-sm:-my-1 max-sm:-ml-4" />
          <span className="sr-only">State</span>
        </HeaderCell>
        <HeaderCell>dependency</HeaderCell>
        <HeaderCell className="w-28 max-sm:w-24">failures</HeaderCell>
        <HeaderCell className="w-28 text-right max-md:hidden">calls / min</HeaderCell>
        <HeaderCell className="w-24 text-right max-md:hidden">success</HeaderCell>
        <HeaderCell className="w-24 text-right max-lg:hidden">p95</HeaderCell>
        <HeaderCell className="w-[26%] max-sm:hidden">last hour</HeaderCell>
      </HeaderRow>
      <tbody>{rows}</tbody>
    </Table>
  );
}
