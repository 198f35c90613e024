import { authorize } from "../../auth/permissions.ts";
import type { Limits } from "../../contracts/limits.ts";
import type { Caller, Services } from "../context.ts";

/** Rate limits by tier, and the tier of each workspace. */
export function showLimits({ limits }: Pick<Services, "limits">, caller: Caller): Limits {
  authorize(caller.principal, "read");
  return limits.held.value;
}
