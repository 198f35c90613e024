"use client";

import { useMemo } from "react";
import type { CircuitActivity } from "@/lib/contracts/activity.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { CircuitRow } from "./circuit-row.tsx";
import { CircuitTable } from "./circuit-table.tsx";

interface CircuitRowsProps {
  circuits: readonly CircuitView[];
  activity: ReadonlyMap<string, CircuitActivity>;
}

/** Many healthy circuits, one line each. */
export function CircuitRows({ circuits, activity }: CircuitRowsProps) {
  const names = useMemo(() => circuits.map(({ circuit }) => circuit), [circuits]);
  const rows = useMemo(
    () =>
      circuits.map((circuit) => (
        <CircuitRow key={circuit.circuit} circuit={circuit} activity={activity.get(circuit.circuit)} />
      )),
    [circuits, activity],
  );
  return (
    <CircuitTable caption="Closed circuits" names={names}>
      <tbody>{rows}</tbody>
    </CircuitTable>
  );
}
