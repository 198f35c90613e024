import { onlyRevision, type Revision, type RevisionAct, withRevision } from "../../catalogue/revision.ts";
import type { Edited, Held } from "../../catalogue/settings-value.ts";
import type { PolicyPatch } from "../../contracts/policy.ts";
import type { Json } from "../../stores/store.ts";
import { actOf, type Caller, type Services } from "../context.ts";
import { policyDifferences } from "../revisions/differences.ts";

/** How errors call it. */
export const DEFAULT_POLICY_NAME = "The default policy";

interface Edit {
  readonly held: Held<PolicyPatch>;
  readonly policy: PolicyPatch;
  readonly act: RevisionAct;
  readonly reason: string | null;
}

/** What an edit makes of the default policy: its next revision, with the event of the act. */
export function editDefaultPolicy(
  services: Pick<Services, "now" | "instance">,
  caller: Caller,
  { held, policy, act, reason }: Edit,
): Edited<PolicyPatch> {
  const changes = policyDifferences(held.value, policy);
  const details = {
    ...(act.kind === "rolled_back" ? { to: act.to } : {}),
    policy: policy as unknown as Json,
    fields: changes.map(({ field }) => field),
    changes: changes as unknown as Json,
  };
  const kind = act.kind === "rolled_back" ? "policy_rolled_back" : "default_policy_changed";
  const event = actOf(services, caller, kind, { reason, details });
  const { name: actor } = caller.principal;
  const added: Revision = { revision: held.revision + 1, at: event.at, actor, reason, act, policy, changes };
  return { value: policy, by: actor, event, revisions: withRevision(defaultPolicyRevisions(held), added) };
}

/** The latest edits of the default policy, newest first. */
export function defaultPolicyRevisions({
  value,
  revision,
  updatedAt,
  updatedBy,
  revisions,
}: Held<PolicyPatch>): readonly Revision[] {
  if (revisions !== undefined) return revisions;
  if (updatedAt === null || updatedBy === null) return [];
  return [onlyRevision({ revision, at: updatedAt, actor: updatedBy, act: { kind: "edited" }, policy: value })];
}
