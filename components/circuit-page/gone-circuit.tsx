import { stateWords } from "@/components/circuits/appearance.ts";
import { Notice } from "@/components/ui/notice.tsx";
import type { CircuitView } from "@/lib/contracts/circuit.ts";

/** The circuit was there when the page came, and is not any more. */
export function GoneCircuit({ circuit: { scope, state } }: { circuit: CircuitView }) {
  const last = `It was ${stateWords[state].toLowerCase()} when it was last seen.`;
  return (
    <Notice tone="stale" role="alert" icon="unplugged" title="This circuit is gone">
      <p>
        {scope === null
          ? `Its dependency has been deleted. ${last} What happened to it stays in the events; made again, it is shown here again.`
          : `A caller’s circuit goes with its dependency, and is forgotten once it has been closed and idle for a while. ${last} The next call makes it anew.`}
      </p>
    </Notice>
  );
}
