import { authorize, authorizePanelWide } from "../../auth/permissions.ts";
import { actOf, type Caller, type Services } from "../context.ts";
import { checkRevision, revisionMoved } from "../revisions/check-revision.ts";
import { findNodeType } from "./find-node-type.ts";

/**
 * Removes a node type and its circuit; their history stays.
 * @throws OperationError `not_found`, `revision_moved`; StoreError
 */
export async function deleteNodeType(
  services: Pick<Services, "catalogue" | "now" | "instance">,
  caller: Caller,
  type: string,
  { expected_revision }: { readonly expected_revision?: number | undefined } = {},
): Promise<{ readonly status: "success" }> {
  authorize(caller.principal, "admin");
  authorizePanelWide(caller.principal);
  const { revision } = findNodeType(services, type);
  checkRevision(type, revision, expected_revision);
  const event = actOf(services, caller, "node_type_deleted", { circuit: type, details: { revision } });
  const done = await services.catalogue.delete(type, event);
  if (!done) throw revisionMoved(type);
  return { status: "success" };
}
