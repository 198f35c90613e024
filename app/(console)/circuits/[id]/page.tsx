import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { notFound } from "next/navigation";
import { CircuitPage } from "@/components/circuit-page/circuit-page.tsx";
import { circuitAt } from "@/lib/client/circuit-at.ts";
import { type CircuitName, nestedQueryOf } from "@/lib/client/circuit-name.ts";
import { circuitPageAddress, circuitPageViewFrom } from "@/lib/client/circuit-page.ts";
import { showCircuit } from "@/lib/operations/circuits/show-circuit.ts";
import type { Caller } from "@/lib/operations/context.ts";
import { OperationError } from "@/lib/operations/errors.ts";
import { getPanel, type Panel } from "@/lib/panel.ts";
import { requireUser } from "../../current-user.ts";
import { type PageQuery, queryOf } from "../../query-of.ts";
import { sendAhead } from "./send-ahead.ts";

interface PageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function OneCircuitPage({ params, searchParams }: PageProps) {
  const query = queryOf(await searchParams);
  const circuit = circuitAt((await params).id, query);
  const view = circuitPageViewFrom(query);
  const caller = await requireUser(circuitPageAddress(circuit, view));
  const panel = await getPanel();
  const sent = shown(panel, caller, circuit);
  const ahead = await sendAhead(panel, caller, circuit, view);
  return (
    <HydrationBoundary state={dehydrate(ahead)}>
      {/* One page for each: nothing of one is to be seen on the next. */}
      <CircuitPage key={circuit.circuit} circuit={circuit} sent={sent} />
    </HydrationBoundary>
  );
}

function shown(panel: Panel, caller: Caller, circuit: CircuitName) {
  try {
    return showCircuit(panel, caller, circuit.node_type, nestedQueryOf(circuit));
  } catch (error) {
    if (error instanceof OperationError && error.code === "not_found") notFound();
    throw error;
  }
}
