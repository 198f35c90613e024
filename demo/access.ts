import { type Accounts, createAccounts } from "../lib/auth/accounts.ts";
import { ensureFirstAdmin } from "../lib/auth/first-admin.ts";
import { SCOPES_OF_ROLE } from "../lib/auth/principal.ts";
import type { TokenScope } from "../lib/contracts/account.ts";
import { openStore } from "../lib/open-store.ts";
import { createToken } from "../lib/operations/accounts/create-token.ts";
import type { Caller } from "../lib/operations/context.ts";
import { systemClock } from "../lib/registry/index.ts";
import type { Settings } from "../lib/settings.ts";

/** How people and the demo itself get into the panel. */
export interface Access {
  readonly email: string;
  /** Where a generated password stands; null where the settings gave one. */
  readonly passwordFile: string | null;
  /** May register node types and read. */
  readonly setupToken: string;
  /** May execute, and nothing else. */
  readonly trafficToken: string;
}

const INSTANCE = "demo";
const DEMO: Caller = {
  principal: { kind: "user", id: "demo", name: "demo", role: "admin", scopes: SCOPES_OF_ROLE.admin },
  requestId: "demo",
};

/** Makes the first admin and the demo's tokens in a data folder that no panel serves from yet. */
export function prepareAccess(settings: Settings): Promise<Access> {
  return withAccounts(settings, async (accounts) => {
    const { dataDir, adminEmail: email, adminPassword: password } = settings;
    const admin = await ensureFirstAdmin({ accounts, dataDir, email, password });
    if (admin === null) throw new Error(`${dataDir} is not empty`);
    return {
      ...admin,
      setupToken: await makeToken(accounts, "demo-setup", ["read", "admin"]),
      trafficToken: await makeToken(accounts, "demo-traffic", ["execute"]),
    };
  });
}

/** An address that signs in once, within ten minutes. */
export function loginLink(settings: Settings, panel: string, email: string): Promise<string> {
  return withAccounts(
    settings,
    async ({ loginLinks }) => `${settings.publicUrl ?? panel}/login?once=${await loginLinks.issue(email)}`,
  );
}

async function makeToken(accounts: Accounts, name: string, scopes: TokenScope[]): Promise<string> {
  const services = { accounts, now: systemClock.now, instance: INSTANCE };
  return (await createToken(services, DEMO, { name, scopes })).secret;
}

async function withAccounts<T>(settings: Settings, work: (accounts: Accounts) => Promise<T>): Promise<T> {
  const store = await openStore(settings, { exclusive: false });
  try {
    return await work(createAccounts({ store, now: systemClock.now, instance: INSTANCE }));
  } finally {
    await store.close();
  }
}
