import type * as z from "zod";
import { authorize, authorizePanelWide } from "../../auth/permissions.ts";
import type { NodeTypeRolledBack, rollbackRequest } from "../../contracts/revision.ts";
import type { Caller, Services } from "../context.ts";
import { checkRevision } from "../revisions/check-revision.ts";
import { policyDifferences } from "../revisions/differences.ts";
import { policyOfRevision } from "../revisions/policy-of-revision.ts";
import { findNodeType } from "./find-node-type.ts";
import { presentNodeType } from "./present-node-type.ts";
import { storeEdit } from "./store-edit.ts";

/**
 * Puts the policy of a former revision back in force, as a new revision; config and secrets stay as they are, and the
 * circuit keeps state and counts. Where that policy is in force, nothing is done.
 * @throws OperationError `not_found`, `revision_moved`, `invalid_request` naming a revision that is not kept; StoreError
 */
export async function rollBackNodeType(
  services: Pick<Services, "catalogue" | "now" | "instance">,
  caller: Caller,
  type: string,
  { revision, reason, expected_revision }: z.output<typeof rollbackRequest>,
): Promise<NodeTypeRolledBack> {
  authorize(caller.principal, "admin");
  authorizePanelWide(caller.principal);
  const entry = findNodeType(services, type);
  const before = entry.nodeType;
  checkRevision(type, before.revision, expected_revision);
  const after = { ...before, policy: policyOfRevision(before.revisions, revision) };
  if (policyDifferences(before.policy, after.policy).length === 0) return { ...presentNodeType(entry), changed: false };
  const act = { kind: "rolled_back", to: revision } as const;
  return { ...presentNodeType(await storeEdit(services, caller, { before, after, act, reason })), changed: true };
}
