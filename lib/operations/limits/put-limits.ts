import { authorize, authorizePanelWide } from "../../auth/permissions.ts";
import type { LimitsReply, LimitsRequest } from "../../contracts/limits.ts";
import type { Json } from "../../stores/store.ts";
import { actOf, type Caller, type Services } from "../context.ts";
import { invalid } from "../field-errors.ts";
import { checkRevision } from "../revisions/check-revision.ts";
import { presentLimits } from "./present-limits.ts";

/**
 * Sets rate limits by tier, and the tier of each workspace; they are in force when this is done.
 * @throws OperationError naming a workspace whose tier does not exist, `revision_moved`; StoreError
 */
export async function putLimits(
  services: Pick<Services, "limits" | "now" | "instance">,
  caller: Caller,
  { revision, ...limits }: LimitsRequest,
  { expected_revision }: { readonly expected_revision?: number | undefined } = {},
): Promise<LimitsReply> {
  authorize(caller.principal, "admin");
  authorizePanelWide(caller.principal);
  const errors = Object.entries(limits.workspaces)
    .filter(([, tier]) => !Object.hasOwn(limits.tiers, tier))
    .map(([workspace, tier]) => ({ field: `workspaces.${workspace}`, message: `there is no tier ${tier}` }));
  if (errors.length > 0) throw invalid(errors);
  await services.limits.put((held) => {
    for (const expected of [revision, expected_revision]) checkRevision("The rate limits", held.revision, expected);
    const event = actOf(services, caller, "limits_changed", { details: { limits: limits as unknown as Json } });
    return { value: limits, by: caller.principal.name, event };
  });
  return presentLimits(services.limits);
}
