import { getProviders, signIn } from "next-auth/react";

type Way = { provider: "credentials"; email: string; password: string } | { provider: "once"; code: string };

/** Signs in; answers the code of what went wrong, or null where nothing did. */
export async function trySignIn({ provider, ...credentials }: Way): Promise<string | null> {
  try {
    // Where the panel does not answer this, next-auth would leave for its own error page, which does not answer either.
    if ((await getProviders()) === null) return "unreachable";
    const result = await signIn(provider, { ...credentials, redirect: false });
    return result?.ok ? null : (result?.error ?? "unreachable");
  } catch {
    return "unreachable";
  }
}
