import type { QueryClient } from "@tanstack/react-query";
import { ROWS_KEY } from "@/lib/client/queries.ts";
import type { Received } from "@/lib/client/received.ts";
import type { CircuitView, StatusReply } from "@/lib/contracts/circuit.ts";

/** The circuits that the reader has seen, as they were last seen: those of the reply, and rows of a long list. */
export function seenCircuits(client: QueryClient, { circuits }: StatusReply): CircuitView[] {
  const rows = client
    .getQueriesData<Received<StatusReply>>({ queryKey: ROWS_KEY })
    .flatMap(([, data]) => data ?? [])
    .sort((one, other) => one.confirmedAt - other.confirmedAt)
    .flatMap(({ reply }) => reply.circuits);
  return [...new Map([...rows, ...circuits].map((circuit) => [circuit.circuit, circuit])).values()];
}
