import { type CircuitName, scopeSuffix } from "@/lib/client/circuit-name.ts";

/** The node type, and whose circuit of it this is. Long names break; they are never cut, for they are identities. */
export function CircuitNameText({ circuit }: { circuit: CircuitName }) {
  const suffix = scopeSuffix(circuit);
  return (
    <>
      <span className="font-semibold">{circuit.node_type}</span>
      {suffix && <span className="font-normal text-muted"> {suffix}</span>}
    </>
  );
}
