import type { AuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import * as z from "zod";
import { StoreError } from "../stores/store.ts";
import { logError, logWarning } from "../telemetry/log.ts";
import type { Accounts } from "./accounts.ts";
import { providers, type SignedIn } from "./providers.ts";
import type { Authentication } from "./request.ts";
import { claimsOf, isSecure, SESSION_SECONDS, userOfClaims } from "./sessions.ts";

/** What next-auth calls a cookie that is not, or no longer, a session, and an address that is none. Anybody can send them. */
const NOT_NEWS: ReadonlySet<string> = new Set(["JWT_SESSION_ERROR", "INVALID_CALLBACK_URL_ERROR"]);

const signedIn = z.object({ claims: z.custom<SignedIn["claims"]>() });

/** How next-auth signs people in here: its sessions are read by `authenticate`, and by nothing else that decides. */
export function nextAuthOptions({ accounts, settings, keys }: Authentication): AuthOptions {
  return {
    secret: keys.session,
    useSecureCookies: isSecure(settings.publicUrl),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/login", error: "/login", signOut: "/login" },
    providers: providers(accounts),
    callbacks: {
      /** At a sign-in `user` is what the provider answered; later the claims are held against the user as it is now. */
      async jwt({ token, user }) {
        const fresh = signedIn.safeParse(user);
        return fresh.success ? { ...fresh.data.claims } : stillLive(accounts, token);
      },
      session({ session, token }) {
        return { expires: session.expires, user: { email: token.email, role: token.role } };
      },
      redirect({ url, baseUrl }) {
        const target = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : null;
        return target?.origin === baseUrl ? target.href : baseUrl;
      },
    },
    logger: {
      error(code, metadata) {
        const error = metadata instanceof Error ? metadata : metadata.error;
        if (!NOT_NEWS.has(code)) logError("next-auth failed", error, { code });
      },
      warn(code) {
        logWarning("next-auth warns", { code });
      },
    },
  };
}

/** @throws Error where the session has ended, at which next-auth clears the cookie. */
async function stillLive(accounts: Accounts, claims: JWT): Promise<JWT> {
  try {
    const user = await userOfClaims(accounts, claims);
    if (user === null) throw new Error("the session has ended");
    return { ...claimsOf(user) };
  } catch (error) {
    // A store that is down must not sign everybody out; what the cookie may do is decided elsewhere, each time.
    if (error instanceof StoreError) return claims;
    throw error;
  }
}
