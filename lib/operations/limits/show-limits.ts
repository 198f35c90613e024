import { authorize } from "../../auth/permissions.ts";
import type { LimitsReply } from "../../contracts/limits.ts";
import type { Caller, Services } from "../context.ts";
import { presentLimits } from "./present-limits.ts";

/** Rate limits by tier, and the tier of each workspace. */
export function showLimits({ limits }: Pick<Services, "limits">, caller: Caller): LimitsReply {
  authorize(caller.principal, "read");
  return presentLimits(limits);
}
