import { authorize, authorizePanelWide } from "../../auth/permissions.ts";
import type { UserView } from "../../contracts/account.ts";
import type { Caller, Services } from "../context.ts";
import { presentUser } from "./present-account.ts";

/** All users, by e-mail address. */
export async function listUsers(
  { accounts }: Pick<Services, "accounts">,
  { principal }: Caller,
): Promise<{ users: UserView[] }> {
  authorize(principal, "admin");
  authorizePanelWide(principal);
  return { users: (await accounts.users.list()).map(presentUser) };
}
