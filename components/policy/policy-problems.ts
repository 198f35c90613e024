import { isAtOrIn } from "@/components/ui/form/form-errors.tsx";
import { inPlainWords } from "@/components/ui/form/plain-words.ts";
import { policyRequest } from "@/lib/contracts/policy.ts";
import { type PolicyDraft, patchOf } from "./policy-draft.ts";

/**
 * What is wrong with a field as it is typed, before anything is sent: what cannot be read, and what the API would
 * refuse. Null where nothing is, and for what is left blank.
 */
export function policyProblems(draft: PolicyDraft): (field: string) => string | null {
  const { policy, errors } = patchOf(draft);
  const refused = (policyRequest.safeParse(policy).error?.issues ?? []).map(({ path, message }) => ({
    field: path.join("."),
    message: inPlainWords(message),
  }));
  return (name) => [...errors, ...refused].find(({ field }) => isAtOrIn(name, field))?.message ?? null;
}
