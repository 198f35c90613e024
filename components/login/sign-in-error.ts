import { duration } from "@/lib/client/format.ts";

const messages: Readonly<Record<string, string>> = {
  CredentialsSignin: "E-mail or password is not right.",
  store_unavailable: "The panel cannot reach its store, so nobody can sign in just now. Try again in a moment.",
  unreachable: "The panel cannot be reached. Check the connection and try again.",
  SessionRequired: "Please sign in to go on.",
};

const TOO_MANY = /^too_many_attempts(?::(\d{1,6}))?$/;

/** What a failed sign-in means to the one who tried. `code` is next-auth's, or the panel's own, seconds after a colon. */
export function signInMessage(code: string, way: "password" | "link"): string {
  const tooMany = TOO_MANY.exec(code);
  if (tooMany !== null) {
    const wait = tooMany[1] === undefined ? "a while" : duration(Number(tooMany[1]));
    return `Too many attempts. Wait ${wait}, then try again.`;
  }
  if (code === "CredentialsSignin" && way === "link") {
    return "This link has been used already, or is too old. Sign in with your password.";
  }
  return messages[code] ?? "Signing in did not work. Try again.";
}
