import { randomBytes } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OperationError } from "../operations/errors.ts";
import type { Accounts } from "./accounts.ts";
import { eventOf } from "./act.ts";
import { generatePassword, hashPassword } from "./passwords.ts";

const DEFAULT_EMAIL = "admin@panel.local";
const PASSWORD_FILE = "admin-password";

export interface FirstAdmin {
  readonly email: string;
  /** Where the generated password was written; null where one was given. */
  readonly passwordFile: string | null;
}

/**
 * Makes an admin where there is none; null where there is one. Without a password a random one is generated and
 * written to a file in the data folder that only its owner can read.
 */
export async function ensureFirstAdmin(options: {
  accounts: Accounts;
  dataDir: string;
  email?: string | null;
  password?: string | null;
}): Promise<FirstAdmin | null> {
  const { users } = options.accounts;
  if ((await users.list()).some((user) => user.role === "admin")) return null;

  const email = options.email ?? DEFAULT_EMAIL;
  const password = options.password ?? generatePassword();
  // Written first: a crash in between must not leave an admin whose password nobody has.
  const draft = options.password ? null : writeDraft(options.dataDir, password);
  try {
    await makeAdmin(options.accounts, email, await hashPassword(password));
    if (draft === null) return { email, passwordFile: null };
    const passwordFile = join(options.dataDir, PASSWORD_FILE);
    renameSync(draft, passwordFile);
    return { email, passwordFile };
  } catch (error) {
    if (draft !== null) rmSync(draft, { force: true });
    // Another process has just made the first admin, and has the password.
    if (error instanceof OperationError && error.code === "conflict") return null;
    throw error;
  }
}

async function makeAdmin({ users, context }: Accounts, email: string, passwordHash: string): Promise<void> {
  const details = { user: email, role: "admin", first: true };
  if ((await users.byEmail(email)) === null) {
    await users.create({ email, role: "admin", passwordHash }, eventOf(context, "user_created", null, details));
    return;
  }
  // A first start ended between making the user and making it an admin; or it is just about to. Whoever makes it an
  // admin decides about the password.
  const isMine = await users.setRole(email, "admin", eventOf(context, "user_changed", null, details));
  if (!isMine) throw new OperationError("conflict", `${email} is an admin already.`);
  await users.setPassword(
    email,
    passwordHash,
    eventOf(context, "password_changed", null, { user: email, first: true }),
  );
}

function writeDraft(dataDir: string, password: string): string {
  const file = join(dataDir, `${PASSWORD_FILE}.${randomBytes(8).toString("hex")}`);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${password}\n`, { flag: "wx", mode: 0o600 });
  return file;
}
