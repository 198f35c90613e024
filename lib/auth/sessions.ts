import { decode } from "next-auth/jwt";
import type { Accounts } from "./accounts.ts";
import { type Principal, SCOPES_OF_ROLE } from "./principal.ts";
import { type SessionClaims, sessionClaims } from "./stored-account.ts";
import type { User } from "./users.ts";

/** Seconds from signing in to the end of a session. */
export const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** Whether browsers reach the panel over TLS, so that its cookies must not travel without. */
export function isSecure(publicUrl: string | null): boolean {
  return publicUrl?.startsWith("https:") ?? false;
}

/** The name that next-auth gives the session's cookie. */
export function sessionCookieName(publicUrl: string | null): string {
  return `${isSecure(publicUrl) ? "__Secure-" : ""}next-auth.session-token`;
}

/** What a session's cookie is to say about its user. */
export function claimsOf(user: User): SessionClaims {
  return { sub: user.id, email: user.email, role: user.role, session_version: user.session_version };
}

/** The user of a session's claims, as the user is now; null where the session has ended. */
export async function userOfClaims(accounts: Accounts, claims: unknown): Promise<User | null> {
  const parsed = sessionClaims.safeParse(claims);
  return parsed.success ? accounts.users.bySession(parsed.data) : null;
}

/** Who a session's cookie speaks for; null where it is none of ours, too old, or has ended. */
export async function principalOfCookie(accounts: Accounts, cookie: string, secret: string): Promise<Principal | null> {
  const claims = await decode({ token: cookie, secret }).catch(() => null);
  const user = await userOfClaims(accounts, claims);
  if (user === null) return null;
  return { kind: "user", id: user.id, name: user.email, role: user.role, scopes: SCOPES_OF_ROLE[user.role] };
}
