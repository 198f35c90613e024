import type * as z from "zod";
import { authorize, authorizePanelWide } from "../../auth/permissions.ts";
import type { DefaultPolicyRolledBack, rollbackRequest } from "../../contracts/revision.ts";
import type { Caller, Services } from "../context.ts";
import { checkRevision } from "../revisions/check-revision.ts";
import { policyDifferences } from "../revisions/differences.ts";
import { policyOfRevision } from "../revisions/policy-of-revision.ts";
import { DEFAULT_POLICY_NAME, defaultPolicyRevisions, editDefaultPolicy } from "./edit-default-policy.ts";
import { presentDefaultPolicy } from "./present-default-policy.ts";

/** The revision before the first edit: the built-in policy. */
const BUILT_IN = 0;

/**
 * Puts a former default policy back in force, as a new revision. Where it is in force, nothing is done.
 * @throws OperationError `revision_moved`, `invalid_request` naming a revision that is not kept; StoreError
 */
export async function rollBackDefaultPolicy(
  services: Pick<Services, "catalogue" | "now" | "instance">,
  caller: Caller,
  { revision, reason, expected_revision }: z.output<typeof rollbackRequest>,
): Promise<DefaultPolicyRolledBack> {
  authorize(caller.principal, "admin");
  authorizePanelWide(caller.principal);
  const changed = await services.catalogue.putDefaultPolicy((held) => {
    checkRevision(DEFAULT_POLICY_NAME, held.revision, expected_revision);
    const policy = revision === BUILT_IN ? {} : policyOfRevision(defaultPolicyRevisions(held), revision);
    if (policyDifferences(held.value, policy).length === 0) return null;
    const act = { kind: "rolled_back", to: revision } as const;
    return editDefaultPolicy(services, caller, { held, policy, act, reason: reason || null });
  });
  return { ...presentDefaultPolicy(services.catalogue), changed };
}
