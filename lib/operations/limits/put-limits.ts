import { authorize, authorizePanelWide } from "../../auth/permissions.ts";
import type { Limits } from "../../contracts/limits.ts";
import type { Json } from "../../stores/store.ts";
import { actOf, type Caller, type Services } from "../context.ts";
import { invalid } from "../field-errors.ts";

/**
 * Sets rate limits by tier, and the tier of each workspace; they are in force when this is done.
 * @throws OperationError naming a workspace whose tier does not exist; StoreError
 */
export async function putLimits(
  services: Pick<Services, "limits" | "now" | "instance">,
  caller: Caller,
  limits: Limits,
): Promise<Limits> {
  authorize(caller.principal, "admin");
  authorizePanelWide(caller.principal);
  const errors = Object.entries(limits.workspaces)
    .filter(([, tier]) => !Object.hasOwn(limits.tiers, tier))
    .map(([workspace, tier]) => ({ field: `workspaces.${workspace}`, message: `there is no tier ${tier}` }));
  if (errors.length > 0) throw invalid(errors);
  const event = actOf(services, caller, "limits_changed", { details: { limits: limits as unknown as Json } });
  await services.limits.put(limits, caller.principal.name, event);
  return limits;
}
