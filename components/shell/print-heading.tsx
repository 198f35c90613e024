"use client";

import { serverTimeAt } from "@/lib/client/received.ts";
import { useTicking } from "@/lib/client/use-ticking.ts";
import { useFreshness } from "./freshness.tsx";
import { usePause } from "./pause.tsx";
import { useStatus } from "./use-status.ts";
import { useViewer } from "./viewer.tsx";

/** On paper only: which panel this was, as of when by the server's clock, and who printed it. */
export function PrintHeading({ environment }: { environment: string | null }) {
  const { name } = useViewer();
  const { stale } = useFreshness();
  const { pausedAt } = usePause();
  const { data } = useStatus();
  const asOf = useTicking(
    () =>
      data === undefined
        ? ""
        : toMinute(serverTimeAt(data, pausedAt ?? (stale ? data.confirmedAt : performance.now()))),
    "",
  );
  return (
    <p className="hidden justify-between border-line border-b pb-2 text-sm print:flex" data-testid="print-heading">
      <b className="font-semibold">Breaker Panel{environment && ` · ${environment}`}</b>
      <span>
        {stale && "Last known "}
        {asOf} · printed by {name}
      </span>
    </p>
  );
}

function toMinute(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}
