import Link from "next/link";
import { circuitPath } from "@/lib/client/circuit-path.ts";
import type { EventView } from "@/lib/contracts/event.ts";

interface EventSentenceProps {
  event: Omit<EventView, "details"> & Partial<Pick<EventView, "details">>;
  circuit: "linked" | "named" | "unsaid";
}

/** What happened, to what, by whom, and why. */
export function EventSentence({ event, circuit: naming }: EventSentenceProps) {
  const { circuit, summary, actor, reason } = event;
  return (
    <span className="min-w-0 [overflow-wrap:anywhere]">
      {circuit !== null && naming === "linked" && <CircuitLink circuit={circuit} />}
      {circuit !== null && naming === "named" && <b className="font-semibold">{circuit}</b>} {summary}
      {actor !== null && <span className="text-muted"> by {actor}</span>}
      {reason !== null && <q className="text-muted before:content-['_“'] after:content-['”']">{reason}</q>}
      {event.details?.degraded === true && <span className="text-warn"> (while the store was away)</span>}
    </span>
  );
}

function CircuitLink({ circuit }: { circuit: string }) {
  return (
    <Link href={circuitPath(circuit)} prefetch={false} className="rounded-sm font-semibold hover:underline">
      {circuit}
    </Link>
  );
}
