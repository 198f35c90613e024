import { generatePassword, hashPassword } from "../../auth/passwords.ts";
import { authorize, authorizeGrant, authorizePanelWide } from "../../auth/permissions.ts";
import type { Role, UserView } from "../../contracts/account.ts";
import { actOf, type Caller, type Services } from "../context.ts";
import { presentUser } from "./present-account.ts";

/** Adds a user. Without a password one is generated, and answered this once. */
export async function createUser(
  services: Pick<Services, "accounts" | "now" | "instance">,
  caller: Caller,
  { email, role, password }: { email: string; role: Role; password?: string | undefined },
): Promise<{ user: UserView; password: string | null }> {
  authorize(caller.principal, "admin");
  authorizePanelWide(caller.principal);
  authorizeGrant(caller.principal, role);
  const generated = password === undefined ? generatePassword() : null;
  const passwordHash = await hashPassword(password ?? generated ?? "");
  const event = actOf(services, caller, "user_created", { details: { user: email, role } });
  const user = await services.accounts.users.create({ email, role, passwordHash }, event);
  return { user: presentUser(user), password: generated };
}
