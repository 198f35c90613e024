import type { BulkRequest, BulkResult } from "../../contracts/bulk.ts";
import type { ActReply } from "../../contracts/circuit.ts";
import { callerOf, nodeTypeOf } from "../../registry/index.ts";
import { StoreError } from "../../stores/store.ts";
import { logError } from "../../telemetry/log.ts";
import type { Caller, Services } from "../context.ts";
import { OperationError } from "../errors.ts";
import { recordRefusal } from "../record-refusal.ts";
import type { Nested } from "./find-circuit.ts";
import { overrideCircuit } from "./override-circuit.ts";
import { resetCircuit } from "./reset-circuit.ts";

type Target = BulkRequest["circuits"][number];

const THIS_CALL = { method: "POST", path: "/api/circuit-breaker/bulk" };

/**
 * Carries out an act on one circuit of many. It answers, whatever happens: of the others some may be done already.
 * @param onOutage told where the store cannot be reached
 */
export async function actOnOne(
  services: Pick<Services, "catalogue" | "store" | "now" | "instance">,
  caller: Caller,
  request: BulkRequest,
  target: Target,
  onOutage: (error: StoreError) => void,
): Promise<BulkResult> {
  const { circuit } = target;
  try {
    const { changed, message } = await act(services, caller, request, target);
    return { circuit, result: changed ? "done" : "unchanged", code: null, message };
  } catch (error) {
    await recordRefusal(services, caller, { ...THIS_CALL, type: nodeTypeOf(circuit) }, error);
    if (error instanceof OperationError) return refused(circuit, error.code, error.message);
    if (!(error instanceof StoreError)) {
      logError("an act on one of many circuits failed", error, { request_id: caller.requestId, circuit });
      return refused(circuit, "internal_error", "Something went wrong; it has been logged.");
    }
    if (error.code === "outcome_unknown") {
      return refused(circuit, "outcome_unknown", "The store did not answer: it may or may not have been carried out.");
    }
    onOutage(error);
    return refused(circuit, "store_unavailable", "The store cannot be reached: nothing was changed.");
  }
}

/** What is answered for a circuit that was not acted on. */
export function refused(circuit: string, code: string, message: string): BulkResult {
  return { circuit, result: "refused", code, message };
}

function act(
  services: Pick<Services, "catalogue" | "now">,
  caller: Caller,
  request: BulkRequest,
  { circuit, expected_generation }: Target,
): Promise<ActReply> {
  const { reason, act_id } = request;
  const one = { reason, act_id, expected_generation };
  const { workspace, credential } = callerOf(circuit) ?? {};
  const nested: Nested = { workspace: workspace ?? undefined, credential: credential ?? undefined };
  const type = nodeTypeOf(circuit);
  if (request.act === "reset") return resetCircuit(services, caller, type, nested, { ...one, to: request.to });
  if (request.act === "lift") return overrideCircuit(services, caller, type, nested, { ...one, mode: null });
  const { mode, expires_in_seconds } = request;
  return overrideCircuit(services, caller, type, nested, { ...one, mode, expires_in_seconds });
}
