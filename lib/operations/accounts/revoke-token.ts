import { authorize, authorizePanelWide } from "../../auth/permissions.ts";
import { actOf, type Caller, type Services } from "../context.ts";

/** Revokes a token: from the next request on it opens nothing. */
export async function revokeToken(
  services: Pick<Services, "accounts" | "now" | "instance">,
  caller: Caller,
  { id }: { id: string },
): Promise<{ status: "success" }> {
  authorize(caller.principal, "admin");
  authorizePanelWide(caller.principal);
  await services.accounts.tokens.revoke(id, ({ name }) =>
    actOf(services, caller, "token_revoked", { details: { token: name, id } }),
  );
  return { status: "success" };
}
