import type { Accounts } from "./accounts.ts";
import type { Principal } from "./principal.ts";
import { principalOfCookie, sessionCookieName } from "./sessions.ts";

/** What it takes to tell who sends a request. */
export interface Authentication {
  readonly accounts: Accounts;
  /** What sessions are encrypted with; see `sessionSecret`. */
  readonly secret: () => string;
  /** The panel's own address as browsers see it; null where it is not set. */
  readonly publicUrl: string | null;
}

/**
 * Who sends a request; null is nobody known. A request with an `Authorization` header is judged by that alone: a bad
 * token is not saved by a good cookie. A session makes a principal of kind `user`, a token one of kind `token`.
 * @throws StoreError where the store cannot answer and the sender is not known from before.
 */
export async function authenticate(
  { accounts, secret, publicUrl }: Authentication,
  request: Request,
): Promise<Principal | null> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) return principalOfBearer(accounts, authorization);
  const cookie = cookieOf(request, sessionCookieName(publicUrl));
  return cookie === null ? null : principalOfCookie(accounts, cookie, secret());
}

async function principalOfBearer(accounts: Accounts, authorization: string): Promise<Principal | null> {
  const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  const token = bearer === undefined ? null : await accounts.tokens.find(bearer);
  if (token === null) return null;
  const { id, name, scopes, workspaces } = token;
  return { kind: "token", id, name: `token:${name}`, scopes, workspaces };
}

function cookieOf(request: Request, name: string): string | null {
  for (const pair of request.headers.get("cookie")?.split(";") ?? []) {
    const at = pair.indexOf("=");
    if (pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null;
  }
  return null;
}
