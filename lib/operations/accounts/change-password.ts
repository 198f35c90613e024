import { hashPassword, verifyPassword } from "../../auth/passwords.ts";
import { authorize } from "../../auth/permissions.ts";
import { actOf, type Caller, type Services } from "../context.ts";
import { OperationError } from "../errors.ts";

/**
 * Changes the caller's own password. It ends all of the caller's sessions, this one too: whoever has taken one over
 * is out. Guessing the current password is as slow as guessing it at the login.
 */
export async function changePassword(
  services: Pick<Services, "accounts" | "store" | "now" | "instance">,
  caller: Caller,
  input: { current_password: string; new_password: string },
): Promise<{ status: "success" }> {
  const { principal } = caller;
  authorize(principal, "signed_in");
  if (principal.kind !== "user") throw new OperationError("forbidden", "A token has no password.");
  const { users, throttle } = services.accounts;
  const user = await users.byId(principal.id);
  const from = `session of ${user.id}`;
  await throttle.attempt(user.email, from);
  if (!(await verifyPassword(input.current_password, user.password_hash))) {
    await services.store.append([actOf(services, caller, "refused", { details: { what: "password_change" } })]);
    const errors = [{ field: "current_password", message: "is not your password" }];
    throw new OperationError("invalid_request", "current_password: is not your password", { errors });
  }
  await throttle.succeeded(user.email, from);
  const event = actOf(services, caller, "password_changed", { details: { user: user.email } });
  await users.setPassword(user.email, await hashPassword(input.new_password), event);
  return { status: "success" };
}
