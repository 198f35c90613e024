import { readSettings, type Settings } from "../../settings.ts";
import { MemoryStore } from "../../stores/memory/memory-store.ts";
import type { Store, StoredEvent } from "../../stores/store.ts";
import { type Accounts, createAccounts } from "../accounts.ts";
import { eventOf } from "../act.ts";
import type { PanelKeys } from "../panel-keys.ts";
import { hashPassword } from "../passwords.ts";
import type { User } from "../users.ts";

export const PASSWORD = "correct horse battery staple";

/** Real accounts on a real store, by a clock that only moves when told. */
export interface House {
  readonly accounts: Accounts;
  readonly store: Store;
  readonly settings: Settings;
  readonly keys: Pick<PanelKeys, "session">;
  readonly now: () => number;
  readonly instance: string;
  pass(ms: number): void;
  addUser(email: string, role: User["role"]): Promise<User>;
  events(): Promise<readonly StoredEvent[]>;
}

let hash: Promise<string> | undefined;

export function openHouse(store: Store = new MemoryStore()): House {
  let time = Date.UTC(2026, 1, 12, 12);
  const now = () => time;
  const accounts = createAccounts({ store, now, instance: "one" });
  return {
    accounts,
    store,
    settings: readSettings({}),
    keys: { session: "a secret for tests, of 32 characters" },
    now,
    instance: "one",
    pass(ms) {
      time += ms;
    },
    async addUser(email, role) {
      hash ??= hashPassword(PASSWORD);
      const event = eventOf(accounts.context, "user_created", null, {});
      return accounts.users.create({ email, role, passwordHash: await hash }, event);
    },
    async events() {
      return (await store.history({ limit: 1000 })).events;
    },
  };
}
