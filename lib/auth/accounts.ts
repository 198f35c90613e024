import type { AccountsContext } from "./act.ts";
import { LoginLinks } from "./login-links.ts";
import { LoginThrottle } from "./login-throttle.ts";
import { Tokens } from "./tokens.ts";
import { Users } from "./users.ts";

/** Everybody who may use the panel, and how they get in. */
export interface Accounts {
  readonly context: AccountsContext;
  readonly users: Users;
  readonly tokens: Tokens;
  readonly loginLinks: LoginLinks;
  readonly throttle: LoginThrottle;
  /** Remembers users and tokens, so that they stay known while the store cannot answer. */
  warm(): Promise<void>;
}

export function createAccounts(context: AccountsContext): Accounts {
  const users = new Users(context);
  const tokens = new Tokens(context);
  return {
    context,
    users,
    tokens,
    loginLinks: new LoginLinks(context),
    throttle: new LoginThrottle(),
    async warm() {
      await Promise.all([users.warm(), tokens.warm()]);
    },
  };
}
