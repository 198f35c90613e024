import { OperationError } from "../operations/errors.ts";
import type { Settings } from "../settings.ts";
import type { Accounts } from "./accounts.ts";
import type { PanelKeys } from "./panel-keys.ts";
import type { Principal } from "./principal.ts";
import { principalOfCookie, sessionCookieName } from "./sessions.ts";

/** What it takes to tell who sends a request. */
export interface Authentication {
  readonly accounts: Accounts;
  readonly settings: Pick<Settings, "publicUrl">;
  readonly keys: Pick<PanelKeys, "session">;
}

/** Other schemes are not ours: a proxy in front may want a password of its own. */
const BEARER = /^Bearer\b *(\S*)/i;
const READS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/**
 * Who sends a request; null is nobody known. A request with a bearer token is judged by that alone: a bad
 * token is not saved by a good cookie. A session makes a principal of kind `user`, a token one of kind `token`.
 * @throws StoreError where the store cannot answer and the sender is not known from before.
 */
export async function authenticate(
  { accounts, settings, keys }: Authentication,
  request: Request,
): Promise<Principal | null> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null && BEARER.test(authorization)) return principalOfBearer(accounts, authorization);
  const cookie = cookieOf(request, sessionCookieName(settings.publicUrl));
  return cookie === null ? null : principalOfCookie(accounts, cookie, keys.session);
}

/**
 * Lets pass what the panel's own pages send. For requests that a cookie authenticates: a browser adds the cookie
 * whoever makes it send the request, but it alone writes `Origin`.
 * @param publicUrl the panel's own address where it is set; else the request's `Host` is.
 * @throws OperationError `forbidden`
 */
export function assertSameOrigin(request: Request, publicUrl: string | null): void {
  if (READS.has(request.method)) return;
  const origin = request.headers.get("origin");
  if (origin !== null && isOwn(origin, request.headers.get("host"), publicUrl)) return;
  const where = publicUrl === null ? "" : `, at ${publicUrl}`;
  const fault = origin === null ? "missing" : "another";
  throw new OperationError(
    "forbidden",
    `A change by cookie must come from the panel's own pages${where}; its Origin is ${fault}. Scripts send a token.`,
  );
}

async function principalOfBearer(accounts: Accounts, authorization: string): Promise<Principal | null> {
  const bearer = BEARER.exec(authorization)?.[1];
  const token = await accounts.tokens.find(bearer ?? "");
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

function isOwn(origin: string, host: string | null, publicUrl: string | null): boolean {
  if (!URL.canParse(origin)) return false;
  if (publicUrl !== null) return new URL(origin).origin === new URL(publicUrl).origin;
  // A proxy may have taken the TLS off, so the scheme says nothing here.
  return host !== null && origin.split("//")[1] === host.toLowerCase();
}
