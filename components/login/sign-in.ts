import { signIn } from "next-auth/react";

type Way = { provider: "credentials"; email: string; password: string } | { provider: "once"; code: string };

/** Signs in; answers the code of what went wrong, or null where nothing did. */
export async function trySignIn({ provider, ...credentials }: Way): Promise<string | null> {
  try {
    const result = await signIn(provider, { ...credentials, redirect: false });
    // Without a result next-auth is on its way to its own error page.
    return result?.ok ? null : (result?.error ?? "unreachable");
  } catch {
    return "unreachable";
  }
}
