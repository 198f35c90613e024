import { authorize, authorizePanelWide } from "../../auth/permissions.ts";
import { actOf, type Caller, type Services } from "../context.ts";

/** Removes a user, whose sessions end with it. Tokens that the user has made go on. */
export async function deleteUser(
  services: Pick<Services, "accounts" | "now" | "instance">,
  caller: Caller,
  { id }: { id: string },
): Promise<{ status: "success" }> {
  authorize(caller.principal, "admin");
  authorizePanelWide(caller.principal);
  const { users } = services.accounts;
  const { email, role } = await users.byId(id);
  await users.remove(email, actOf(services, caller, "user_deleted", { details: { user: email, role } }));
  return { status: "success" };
}
