import { authorize } from "../../auth/permissions.ts";
import type { RevisionsReply } from "../../contracts/revision.ts";
import type { Caller, Services } from "../context.ts";
import { presentRevisions } from "../revisions/present-revisions.ts";
import { defaultPolicyRevisions } from "./edit-default-policy.ts";

/** The latest edits of the default policy, newest first. */
export function listDefaultPolicyRevisions({ catalogue }: Pick<Services, "catalogue">, caller: Caller): RevisionsReply {
  authorize(caller.principal, "read");
  return presentRevisions(defaultPolicyRevisions(catalogue.defaultPolicy.held));
}
