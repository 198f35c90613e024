import Link from "next/link";
import { circuitNamed } from "@/lib/client/circuit-name.ts";
import { circuitPageAddress } from "@/lib/client/circuit-page.ts";
import type { EventView } from "@/lib/contracts/event.ts";

/** What happened, to what, by whom, and why. */
export function EventSentence({ event, linked }: { event: EventView; linked: boolean }) {
  const { circuit, summary, actor, reason } = event;
  return (
    <span className="min-w-0 [overflow-wrap:anywhere]">
      {circuit !== null && (linked ? <CircuitLink circuit={circuit} /> : <b className="font-semibold">{circuit}</b>)}{" "}
      {summary}
      {actor !== null && <span className="text-muted"> by {actor}</span>}
      {reason !== null && <q className="text-muted before:content-['_“'] after:content-['”']">{reason}</q>}
      {event.details.degraded === true && <span className="text-warn"> (while the store was away)</span>}
    </span>
  );
}

function CircuitLink({ circuit }: { circuit: string }) {
  return (
    <Link
      href={circuitPageAddress(circuitNamed(circuit))}
      prefetch={false}
      className="rounded-sm font-semibold hover:underline"
    >
      {circuit}
    </Link>
  );
}
