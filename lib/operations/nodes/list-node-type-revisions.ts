import { authorize } from "../../auth/permissions.ts";
import type { RevisionsReply } from "../../contracts/revision.ts";
import type { Caller, Services } from "../context.ts";
import { presentRevisions } from "../revisions/present-revisions.ts";
import { findNodeType } from "./find-node-type.ts";

/**
 * The latest edits of a node type, newest first.
 * @throws OperationError `not_found`
 */
export function listNodeTypeRevisions(
  services: Pick<Services, "catalogue">,
  caller: Caller,
  type: string,
): RevisionsReply {
  authorize(caller.principal, "read");
  return presentRevisions(findNodeType(services, type).nodeType.revisions);
}
