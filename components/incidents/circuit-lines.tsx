import Link from "next/link";
import type { Period } from "@/components/charts/time-axis.ts";
import { circuitPath } from "@/lib/client/circuit-path.ts";
import type { IncidentCircuit } from "@/lib/contracts/incident.ts";
import { lineInWords } from "./period.ts";
import { SpanChart } from "./span-chart.tsx";

interface CircuitLinesProps {
  circuits: readonly IncidentCircuit[];
  period: Period;
  stale: boolean;
  /** Whether names lead to the circuits' own pages. */
  linked?: boolean;
}

/** One line per circuit, on one axis. */
export function CircuitLines({ circuits, period, stale, linked = false }: CircuitLinesProps) {
  return (
    <ul className="grid gap-1.5 text-[0.8125rem] max-sm:gap-3">
      {circuits.map((each) => (
        <li
          key={each.circuit}
          data-testid="incident-circuit"
          className="grid grid-cols-[minmax(0,13rem)_minmax(0,1fr)] items-center gap-x-4 max-sm:grid-cols-1 max-sm:gap-y-1"
        >
          <span className="[overflow-wrap:anywhere]">
            {linked ? (
              <Link
                href={circuitPath(each.circuit)}
                prefetch={false}
                className="inline-flex items-center rounded-sm font-medium touch-target hover:underline"
              >
                {each.circuit}
              </Link>
            ) : (
              each.circuit
            )}
            <span className="sr-only">: {lineInWords(each)}</span>
          </span>
          <SpanChart spans={each.spans} period={period} stale={stale} />
        </li>
      ))}
    </ul>
  );
}
