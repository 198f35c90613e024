import { authorize, authorizePanelWide } from "../../auth/permissions.ts";
import type { PolicyPatch, PolicyReply } from "../../contracts/policy.ts";
import type { Json } from "../../stores/store.ts";
import { actOf, type Caller, type Services } from "../context.ts";
import { presentDefaultPolicy } from "./present-default-policy.ts";

/** Sets the policy that node types inherit; it is in force when this is done. */
export async function putDefaultPolicy(
  services: Pick<Services, "catalogue" | "now" | "instance">,
  caller: Caller,
  patch: PolicyPatch,
): Promise<PolicyReply> {
  authorize(caller.principal, "admin");
  authorizePanelWide(caller.principal);
  const details = { policy: patch as unknown as Json };
  const event = actOf(services, caller, "default_policy_changed", { details });
  await services.catalogue.putDefaultPolicy(patch, caller.principal.name, event);
  return presentDefaultPolicy(services.catalogue);
}
