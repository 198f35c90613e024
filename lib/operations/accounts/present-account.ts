import type { Token } from "../../auth/tokens.ts";
import type { User } from "../../auth/users.ts";
import type { TokenView, UserView } from "../../contracts/account.ts";
import { toInstant, toInstantOrNull } from "../instant.ts";

/** A user as the API shows it. */
export function presentUser({ id, email, role, created_at, last_login_at }: User): UserView {
  return { id, email, role, created_at: toInstant(created_at), last_login_at: toInstantOrNull(last_login_at) };
}

/** A token as the API shows it: without its secret, which nobody has but whom it was given to. */
export function presentToken(token: Token): TokenView {
  const { id, name, hint, scopes, workspaces, created_by } = token;
  return {
    id,
    name,
    hint,
    scopes,
    workspaces,
    created_at: toInstant(token.created_at),
    created_by,
    expires_at: toInstantOrNull(token.expires_at),
    last_used_at: toInstantOrNull(token.last_used_at),
  };
}
