import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { OperationError } from "../operations/errors.ts";
import { StoreError } from "../stores/store.ts";
import { logError } from "../telemetry/log.ts";
import type { Accounts } from "./accounts.ts";
import { clientAddress } from "./client-address.ts";
import { claimsOf } from "./sessions.ts";
import { signInWithCode, signInWithPassword } from "./sign-in.ts";
import type { SessionClaims } from "./stored-account.ts";
import type { User } from "./users.ts";

/** What a provider tells next-auth about who has signed in. */
export interface SignedIn {
  readonly id: string;
  readonly claims: SessionClaims;
}

type Authorize = Parameters<typeof CredentialsProvider>[0]["authorize"];

/** Every way to sign in. One more, such as OIDC, is one more entry; it has to answer a `SignedIn` as well. */
export function providers(accounts: Accounts): AuthOptions["providers"] {
  return [
    CredentialsProvider({
      id: "credentials",
      name: "E-mail and password",
      credentials: { email: { type: "email" }, password: { type: "password" } },
      authorize: entering((sent, address) =>
        signInWithPassword(accounts, { email: sent?.email, password: sent?.password }, address),
      ),
    }),
    CredentialsProvider({
      id: "once",
      name: "Login link",
      credentials: { code: { type: "text" } },
      authorize: entering((sent, address) => signInWithCode(accounts, sent?.code, address)),
    }),
  ];
}

function entering(
  signIn: (sent: Record<string, unknown> | undefined, address: string) => Promise<User | null>,
): Authorize {
  return async (sent, request) => {
    const forwardedFor: unknown = request.headers?.["x-forwarded-for"];
    const address = clientAddress(typeof forwardedFor === "string" ? forwardedFor : null);
    try {
      const user = await signIn(sent, address);
      return user === null ? null : ({ id: user.id, claims: claimsOf(user) } satisfies SignedIn);
    } catch (error) {
      throw new Error(codeOf(error));
    }
  };
}

/** The message becomes the `error` that the login page is given: a code, with the seconds to wait where there are some. */
function codeOf(error: unknown): string {
  if (error instanceof OperationError) {
    return error.retryAfter === null ? error.code : `${error.code}:${error.retryAfter}`;
  }
  if (error instanceof StoreError) return "store_unavailable";
  logError("a sign-in failed", error);
  return "internal_error";
}

/** The seconds to wait that an answer of next-auth tells in its URL; null where there are none. */
export function waitOf(answer: string): number | null {
  const seconds = /error=too_many_attempts%3A(\d+)/.exec(answer)?.[1];
  return seconds === undefined ? null : Number(seconds);
}
