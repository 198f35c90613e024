import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import type * as z from "zod";
import { createAccounts } from "../lib/auth/accounts.ts";
import { SCOPES_OF_ROLE } from "../lib/auth/principal.ts";
import { openStore } from "../lib/open-store.ts";
import type { Caller, Services } from "../lib/operations/context.ts";
import { OperationError } from "../lib/operations/errors.ts";
import { readSettings, type Settings, SettingsError } from "../lib/settings.ts";
import { StoreError } from "../lib/stores/store.ts";

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>["options"]>;

/** The command was called wrongly. */
class UsageError extends Error {}

/** What a command works on, and as whom. */
export interface Workplace {
  readonly services: Pick<Services, "accounts" | "store" | "now" | "instance">;
  readonly caller: Caller;
  readonly settings: Settings;
}

/**
 * Runs a command: prints what it answers, and nothing else, to stdout. Exit code 1 says why it failed on stderr, 2 how
 * it is called.
 */
export async function runCommand(usage: string, command: () => Promise<string>): Promise<void> {
  if (process.argv.includes("--help")) {
    console.log(usage);
    return;
  }
  try {
    console.log(await command());
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${usage}`);
      process.exitCode = 2;
    } else if (error instanceof OperationError || error instanceof StoreError || error instanceof SettingsError) {
      console.error(error.message);
      process.exitCode = 1;
    } else throw error;
  }
}

/** @throws UsageError for an argument that is not among the options. */
export function readArguments<O extends Options>(options: O, allowPositionals = false) {
  try {
    return parseArgs({ options, allowPositionals, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @throws UsageError naming each field that is wrong as its argument is called. */
export function check<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `--${String(path[0] ?? "").replaceAll("_", "-")}: ${message}`,
  );
  throw new UsageError(faults.join("\n"));
}

export function usageError(message: string): Error {
  return new UsageError(message);
}

/** Opens the store that the settings ask for, whether or not a server is running, for the time that `work` takes. */
export async function atStore<T>(work: (workplace: Workplace) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const { instance } = settings;
  const store = await openStore(settings, { exclusive: false });
  const now = () => (store.clock ?? Date).now();
  try {
    const accounts = createAccounts({ store, now, instance });
    return await work({ services: { accounts, store, now, instance }, caller: whoeverRunsThis(), settings });
  } finally {
    await store.close();
  }
}

/** Who can open the store may do anything. */
function whoeverRunsThis(): Caller {
  const name = `command line (${userInfo().username})`;
  return {
    principal: { kind: "user", id: "command-line", name, role: "admin", scopes: SCOPES_OF_ROLE.admin },
    requestId: "command-line",
  };
}
