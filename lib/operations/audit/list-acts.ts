import { authorize } from "../../auth/permissions.ts";
import type { ActView, AuditQuery, AuditReply } from "../../contracts/audit.ts";
import type { StoredEvent } from "../../stores/store.ts";
import type { Caller, Services } from "../context.ts";
import { presentEvent } from "../events/present-event.ts";
import { matchingActs } from "./matching-acts.ts";
import { objectOf } from "./object-of.ts";

const PAGE = 50;

/**
 * Who did what, when and why, and what was refused; newest first, a page of it. Nested circuits of workspaces that the
 * caller may not see are left out.
 * @throws OperationError `invalid_request`; StoreError
 */
export async function listActs(
  services: Pick<Services, "store" | "now">,
  caller: Caller,
  { limit = PAGE, ...filter }: AuditQuery = {},
): Promise<AuditReply> {
  authorize(caller.principal, "read");
  const acts: ActView[] = [];
  for await (const act of matchingActs(services, caller.principal, filter)) {
    if (acts.length === limit) return { acts, next_before: acts.at(-1)?.id ?? null };
    acts.push(presentAct(act));
  }
  return { acts, next_before: null };
}

/** An act as the API shows it. */
export function presentAct(act: StoredEvent): ActView {
  return { ...presentEvent(act), object: objectOf(act) };
}
