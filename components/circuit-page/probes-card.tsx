import { useSecondsSince, useSecondsUntil, useServerAge, useServerWait } from "@/components/circuits/anchor.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { ago, clock } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";

type Probe = CircuitView["half_open"]["probes"][number];

/** The test calls that are out: whose, since when, and when their permits come back. */
export function ProbesCard({ probes }: { probes: readonly Probe[] }) {
  if (probes.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Test calls that are out" />
      <ul className="divide-y divide-line px-5 text-[0.8125rem]">
        {probes.map((probe) => (
          <ProbeLine key={`${probe.by} ${probe.at}`} probe={probe} />
        ))}
      </ul>
    </Card>
  );
}

function ProbeLine({ probe: { by, at, expires_at } }: { probe: Probe }) {
  const age = useSecondsSince(useServerAge(at), ago);
  const left = useSecondsUntil(useServerWait(expires_at), clock);
  return (
    <li className="flex flex-wrap justify-between gap-x-4 py-2.5">
      <span className="font-medium [overflow-wrap:anywhere]">{by ?? "somebody"}</span>
      <span className="text-muted">
        let out {age} · its permit comes back in {left}
      </span>
    </li>
  );
}
