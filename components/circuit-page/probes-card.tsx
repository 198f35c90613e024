"use client";

import { useSecondsSince, useSecondsUntil, useServerAge, useServerWait } from "@/components/circuits/anchor.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { clock, counted, duration } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";

type HalfOpen = CircuitView["half_open"];

/** The test calls that are out while half-open: whose, since when, and when their permits come back. */
export function ProbesCard({ halfOpen, isHalfOpen }: { halfOpen: HalfOpen; isHalfOpen: boolean }) {
  const { probes, max_calls, successes_needed } = halfOpen;
  if (!isHalfOpen) return null;
  return (
    <Card data-testid="probes">
      <CardHeader
        title="Test calls that are out"
        hint={`At most ${max_calls} at a time; ${counted(successes_needed, "success closes", "successes close")} it, one failure opens it again.`}
      />
      {probes.length === 0 && (
        <p className="px-5 py-3 text-[0.8125rem] text-muted">None. The next call is let through as one.</p>
      )}
      <ul className="divide-y divide-line px-5 text-[0.8125rem]">
        {probes.map((probe) => (
          <ProbeLine key={`${probe.by} ${probe.at} ${probe.expires_at}`} probe={probe} />
        ))}
      </ul>
    </Card>
  );
}

function ProbeLine({ probe: { by, at, expires_at } }: { probe: HalfOpen["probes"][number] }) {
  const age = useSecondsSince(useServerAge(at), duration);
  const left = useSecondsUntil(useServerWait(expires_at), clock);
  return (
    <li className="grid gap-x-4 py-2.5">
      <span className="font-medium [overflow-wrap:anywhere]">{by ?? "a caller"}</span>
      <span className="text-muted">
        out for {age}
        <span title={expires_at}> · its permit comes back in {left}</span>
      </span>
    </li>
  );
}
