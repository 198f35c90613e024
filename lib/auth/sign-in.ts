import { email as emailSchema } from "../contracts/account.ts";
import type { Accounts } from "./accounts.ts";
import { eventOf } from "./act.ts";
import { verifyPassword } from "./passwords.ts";
import type { User } from "./users.ts";

/** What a login form sends; anything, until it is looked at. */
export interface Credentials {
  readonly email: unknown;
  readonly password: unknown;
}

/** Longer ones are nobody's, and are not worth hashing. */
const MAX_PASSWORD = 200;

/**
 * The user whose password this is; null where it is not, whether or not there is such a user: the answer and the time
 * that it takes are the same.
 * @throws OperationError `too_many_attempts`
 */
export async function signInWithPassword(
  accounts: Accounts,
  credentials: Credentials,
  address: string,
): Promise<User | null> {
  const email = emailSchema.safeParse(credentials.email).data ?? null;
  await accounts.throttle.attempt(email, address);
  const user = email === null ? null : await accounts.users.byEmail(email);
  const password = typeof credentials.password === "string" ? credentials.password : "";
  const isRight = password.length <= MAX_PASSWORD && (await verifyPassword(password, user?.password_hash ?? null));
  if (user === null || !isRight) return refuse(accounts, { method: "password", email, address });
  await accounts.throttle.succeeded(email, address);
  return enter(accounts, user.email, { method: "password", address });
}

/**
 * The user that a one-time code was issued for; null where it is unknown, used or too old.
 * @throws OperationError `too_many_attempts`
 */
export async function signInWithCode(accounts: Accounts, code: unknown, address: string): Promise<User | null> {
  await accounts.throttle.attempt(null, address);
  const email = typeof code === "string" ? await accounts.loginLinks.redeem(code) : null;
  const user = email === null ? null : await accounts.users.byEmail(email);
  if (user === null) return refuse(accounts, { method: "login_link", email, address });
  await accounts.throttle.succeeded(null, address);
  return enter(accounts, user.email, { method: "login_link", address });
}

function enter(accounts: Accounts, email: string, details: { method: string; address: string }): Promise<User> {
  return accounts.users.signedIn(email, eventOf(accounts.context, "signed_in", email, details));
}

async function refuse(
  { context }: Accounts,
  details: { method: string; email: string | null; address: string },
): Promise<null> {
  // Without an actor: nobody has shown who they are.
  await context.store.append([eventOf(context, "refused", null, { what: "sign_in", ...details })]);
  return null;
}
