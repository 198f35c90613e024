import { authorize } from "../../auth/permissions.ts";
import type { PolicyReply } from "../../contracts/policy.ts";
import type { Caller, Services } from "../context.ts";
import { presentDefaultPolicy } from "./present-default-policy.ts";

/** The policy that node types inherit where they say nothing. */
export function showDefaultPolicy({ catalogue }: Pick<Services, "catalogue">, caller: Caller): PolicyReply {
  authorize(caller.principal, "read");
  return presentDefaultPolicy(catalogue);
}
