import { setImmediate } from "node:timers/promises";
import { authorize } from "../../auth/permissions.ts";
import type { BulkReply, BulkRequest, BulkResult } from "../../contracts/bulk.ts";
import type { StoreError } from "../../stores/store.ts";
import type { Caller, Services } from "../context.ts";
import { clip, invalid } from "../field-errors.ts";
import { actOnOne, refused } from "./act-on-one.ts";

/** Circuits that are acted on at the same time: a store far away is not waited for one by one. */
const AT_ONCE = 16;

/**
 * Carries out one act on many circuits: on each as if it had been asked for alone, checked, recorded and answered by
 * itself. What is refused to one keeps none of the others.
 * @throws OperationError `forbidden`, `invalid_request` where a circuit is named twice; StoreError where the store could
 * keep none of it
 */
export async function bulkAct(
  services: Pick<Services, "catalogue" | "store" | "now" | "instance">,
  caller: Caller,
  request: BulkRequest,
): Promise<BulkReply> {
  authorize(caller.principal, "admin");
  refuseRepeats(request);
  const results: BulkResult[] = [];
  const outages: StoreError[] = [];
  for (let from = 0; from < request.circuits.length; from += AT_ONCE) {
    const turn = request.circuits.slice(from, from + AT_ONCE).map(async (target) => {
      // What is sure to fail is not waited for a thousand times.
      if (outages.length > 0)
        return refused(target.circuit, "store_unavailable", "Not tried: the store cannot be reached.");
      return actOnOne(services, caller, request, target, (error) => outages.push(error));
    });
    results.push(...(await Promise.all(turn)));
    // A local store answers at once: executions have their turn in between.
    await setImmediate();
  }
  const [outage] = outages;
  if (outage !== undefined && results.every(({ code }) => code === "store_unavailable")) throw outage;
  return { ...counted(results), results };
}

function counted(results: readonly BulkResult[]): Omit<BulkReply, "results"> {
  const count = (result: BulkResult["result"]) => results.filter((each) => each.result === result).length;
  return { done: count("done"), unchanged: count("unchanged"), refused: count("refused") };
}

function refuseRepeats({ circuits }: BulkRequest): void {
  const seen = new Set<string>();
  for (const [index, { circuit }] of circuits.entries()) {
    if (seen.has(circuit))
      throw invalid([{ field: `circuits.${index}.circuit`, message: `${clip(circuit)} is named twice` }]);
    seen.add(circuit);
  }
}
