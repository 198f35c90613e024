import type { Revision } from "../../catalogue/revision.ts";
import { type PolicyPatch, policyRequest } from "../../contracts/policy.ts";
import { invalid } from "../field-errors.ts";

/**
 * The policy of one of the revisions that are kept.
 * @throws OperationError naming `revision` where it is not kept, or its policy is not valid any more
 */
export function policyOfRevision(kept: readonly Revision[], wanted: number): PolicyPatch {
  const revision = kept.find((each) => each.revision === wanted);
  if (revision === undefined) throw invalid([{ field: "revision", message: whyUnknown(kept, wanted) }]);
  // It may be older than the schema.
  const parsed = policyRequest.safeParse(revision.policy);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join(".") || "policy"))].join(", ");
  throw invalid([{ field: "revision", message: `its policy is not valid any more: ${fields}` }]);
}

function whyUnknown(kept: readonly Revision[], wanted: number): string {
  const oldest = kept.at(-1)?.revision;
  return oldest === undefined || wanted >= oldest
    ? `there is no revision ${wanted}`
    : `revision ${wanted} is not kept: ${oldest} is the oldest one`;
}
