import { authorize, authorizePanelWide } from "../../auth/permissions.ts";
import type { PolicyPatch, PolicyReply } from "../../contracts/policy.ts";
import type { Caller, Services } from "../context.ts";
import { checkRevision } from "../revisions/check-revision.ts";
import { DEFAULT_POLICY_NAME, editDefaultPolicy } from "./edit-default-policy.ts";
import { presentDefaultPolicy } from "./present-default-policy.ts";

/**
 * Sets the policy that node types inherit; it is in force when this is done.
 * @throws OperationError `revision_moved`; StoreError
 */
export async function putDefaultPolicy(
  services: Pick<Services, "catalogue" | "now" | "instance">,
  caller: Caller,
  policy: PolicyPatch,
  { expected_revision }: { readonly expected_revision?: number | undefined } = {},
): Promise<PolicyReply> {
  authorize(caller.principal, "admin");
  authorizePanelWide(caller.principal);
  await services.catalogue.putDefaultPolicy((held) => {
    checkRevision(DEFAULT_POLICY_NAME, held.revision, expected_revision);
    return editDefaultPolicy(services, caller, { held, policy, act: { kind: "edited" }, reason: null });
  });
  return presentDefaultPolicy(services.catalogue);
}
