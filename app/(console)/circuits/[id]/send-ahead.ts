import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { type CircuitName, nestedQueryOf } from "@/lib/client/circuit-name.ts";
import { type CircuitPageView, eventsOf } from "@/lib/client/circuit-page.ts";
import { tripQuery } from "@/lib/client/history-queries.ts";
import { eventsQuery } from "@/lib/client/queries.ts";
import { makeQueryClient } from "@/lib/client/query-client.ts";
import { receivedNow } from "@/lib/client/received.ts";
import { nodeQuery, nodeRevisionsQuery } from "@/lib/client/settings-queries.ts";
import type { Caller } from "@/lib/operations/context.ts";
import { listEvents } from "@/lib/operations/events/list-events.ts";
import { showTrip } from "@/lib/operations/history/show-trip.ts";
import { listNodeTypeRevisions } from "@/lib/operations/nodes/list-node-type-revisions.ts";
import { showNodeType } from "@/lib/operations/nodes/show-node-type.ts";
import type { Panel } from "@/lib/panel.ts";

/** What a circuit's page would ask for first: sent along, nothing on it moves when it comes. */
export async function sendAhead(
  panel: Panel,
  caller: Caller,
  circuit: CircuitName,
  { trip, kind }: CircuitPageView,
): Promise<QueryClient> {
  const client = makeQueryClient();
  const type = circuit.node_type;
  const events = eventsOf(circuit.circuit, kind);
  const node = showNodeType(panel, caller, type);
  client.setQueryData(nodeQuery(type).queryKey, node);
  client.setQueryData(nodeRevisionsQuery(type, node.revision).queryKey, listNodeTypeRevisions(panel, caller, type));
  await put(client, eventsQuery(events).queryKey, () => listEvents(panel, caller, events));
  if (trip === null) return client;
  const about = { ...nestedQueryOf(circuit), event: trip };
  await put(client, tripQuery(circuit, trip).queryKey, () => showTrip(panel, caller, type, about));
  return client;
}

/** Without the store the page still tells what is in memory; it asks for the rest itself, and says what is wrong. */
async function put<T>(client: QueryClient, queryKey: QueryKey, ask: () => Promise<T>): Promise<void> {
  const reply = await ask().catch(() => null);
  if (reply !== null) client.setQueryData(queryKey, receivedNow(reply));
}
