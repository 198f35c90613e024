import { generatePassword, hashPassword } from "../../auth/passwords.ts";
import { authorize, authorizeGrant, authorizePanelWide } from "../../auth/permissions.ts";
import type { User } from "../../auth/users.ts";
import type { Role, UserView } from "../../contracts/account.ts";
import { actOf, type Caller, type Services } from "../context.ts";
import { presentUser } from "./present-account.ts";

type Deps = Pick<Services, "accounts" | "now" | "instance">;

/**
 * Changes a user's role, or gives a new password, which is answered this once. Either ends the user's sessions. They
 * are two acts: where the second fails, the first has happened.
 */
export async function updateUser(
  services: Deps,
  caller: Caller,
  input: { id: string; role?: Role | undefined; reset_password?: true | undefined },
): Promise<{ user: UserView; password: string | null }> {
  const { principal } = caller;
  authorize(principal, "admin");
  authorizePanelWide(principal);
  const user = await services.accounts.users.byId(input.id);
  const role = input.role ?? user.role;
  // Whoever sets a password can sign in with it.
  if (input.reset_password || role !== user.role) authorizeGrant(principal, role);
  if (role !== user.role) await changeRole(services, caller, user, role);
  const password = input.reset_password ? await resetPassword(services, caller, user) : null;
  return { user: presentUser({ ...user, role }), password };
}

async function changeRole(services: Deps, caller: Caller, { email, role: from }: User, to: Role): Promise<void> {
  const event = actOf(services, caller, "user_changed", { details: { user: email, role: to, previous_role: from } });
  await services.accounts.users.setRole(email, to, event);
}

async function resetPassword(services: Deps, caller: Caller, { email }: User): Promise<string> {
  const password = generatePassword();
  const event = actOf(services, caller, "password_changed", { details: { user: email, reset: true } });
  await services.accounts.users.setPassword(email, await hashPassword(password), event);
  return password;
}
