import { valuesOf } from "@/components/policy/policy-draft.ts";
import type { PolicyPatch } from "@/lib/contracts/policy.ts";
import type { ChangeView, RevisionView } from "@/lib/contracts/revision.ts";

/** What a rollback from one policy to another would change, as the API tells changes. */
export function policyChanges(before: RevisionView["policy"], after: RevisionView["policy"]): ChangeView[] {
  // A revision may be older than the schema: its fields are only named and shown.
  const [old, next] = [valuesOf(before as PolicyPatch), valuesOf(after as PolicyPatch)];
  return [...new Set([...old.keys(), ...next.keys()])]
    .filter((name) => JSON.stringify(old.get(name)) !== JSON.stringify(next.get(name)))
    .map((name) => ({ field: `policy.${name}`, before: old.get(name), after: next.get(name) }));
}
