import * as z from "zod";
import { loginUrl } from "../lib/auth/login-links.ts";
import type { User } from "../lib/auth/users.ts";
import { email as emailSchema } from "../lib/contracts/account.ts";
import { createUser } from "../lib/operations/accounts/create-user.ts";
import { updateUser } from "../lib/operations/accounts/update-user.ts";
import { OperationError } from "../lib/operations/errors.ts";
import { atStore, check, readArguments, runCommand, usageError, type Workplace } from "./command-line.ts";

const USAGE = `Looks after the panel's admins, also when nobody can sign in any more.

  npm run admin -- list                             who may sign in
  npm run admin -- reset-password [--email x@y.z]   prints a new password; ends the user's sessions
  npm run admin -- login-link [--email x@y.z]       prints a link that signs in once, within ten minutes
  npm run admin -- create-admin --email x@y.z       adds an admin and prints the password

Without --email it is the only admin that is meant.`;

type Command = (workplace: Workplace, email: string | undefined) => Promise<string>;

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ["list", list],
  ["reset-password", resetPassword],
  ["login-link", loginLink],
  ["create-admin", createAdmin],
]);

await runCommand(USAGE, async () => {
  const { values, positionals } = readArguments({ email: { type: "string" } }, true);
  const command = COMMANDS.get(positionals[0] ?? "");
  if (command === undefined || positionals.length > 1)
    throw usageError(`What is to be done? ${[...COMMANDS.keys()].join(", ")}`);
  const { email } = check(z.object({ email: emailSchema.optional() }), values);
  return atStore((workplace) => command(workplace, email));
});

async function list({ services }: Workplace): Promise<string> {
  const users = await services.accounts.users.list();
  if (users.length === 0) return "There is no user yet: the first start makes an admin.";
  return users.map(({ email, role }) => `${role.padEnd(6)}  ${email}`).join("\n");
}

async function resetPassword({ services, caller }: Workplace, email: string | undefined): Promise<string> {
  const { id } = await meant(services, email);
  const { password } = await updateUser(services, caller, { id, reset_password: true });
  return password ?? "";
}

async function loginLink({ services, settings }: Workplace, email: string | undefined): Promise<string> {
  const user = await meant(services, email);
  return loginUrl(settings, await services.accounts.loginLinks.issue(user.email));
}

async function createAdmin({ services, caller }: Workplace, email: string | undefined): Promise<string> {
  if (email === undefined) throw usageError("--email: is missing");
  const { password } = await createUser(services, caller, { email, role: "admin" });
  return password ?? "";
}

async function meant({ accounts }: Workplace["services"], email: string | undefined): Promise<User> {
  const users = await accounts.users.list();
  const found = users.filter((user) => (email === undefined ? user.role === "admin" : user.email === email));
  if (found.length > 1)
    throw usageError(`--email: is missing; the admins are ${found.map((user) => user.email).join(", ")}`);
  if (found[0] === undefined)
    throw new OperationError("not_found", email === undefined ? "There is no admin yet." : `${email} is no user.`);
  return found[0];
}
