import { Notice } from "@/components/ui/notice.tsx";
import { circuitPageAddress } from "@/lib/client/circuit-page.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";

/** What changed while somebody was deciding, and where to read more; deciding again is what the form is still there for. */
export function MovedNotice({ circuit, changes }: { circuit: CircuitView; changes: readonly string[] }) {
  return (
    <Notice tone="warn" role="alert" title="It has changed meanwhile">
      {changes.join(" ")} What is shown above is how it is now: decide again, or{" "}
      <a href={circuitPageAddress(circuit)} target="_blank" rel="noreferrer" className="underline">
        see what happened
        <span className="sr-only"> (opens in a new tab)</span>
      </a>
      .
    </Notice>
  );
}
