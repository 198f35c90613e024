import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Principal } from "@/lib/auth/principal.ts";
import { authenticate } from "@/lib/auth/request.ts";
import type { Caller } from "@/lib/operations/context.ts";
import { getPanel } from "@/lib/panel.ts";

type User = Extract<Principal, { kind: "user" }>;

/** Who looks at this page; null is nobody. Pages are for people: a token opens none. */
export const currentUser = cache(async (): Promise<User | null> => {
  const sent = new Headers(await headers());
  sent.delete("authorization");
  const principal = await authenticate(await getPanel(), new Request("http://panel.invalid", { headers: sent }));
  return principal?.kind === "user" ? principal : null;
});

/** Lets pass who is signed in; sends everybody else to the login, and from there back to `path`. */
export async function requireUser(path: string): Promise<Caller & { readonly principal: User }> {
  const principal = await currentUser();
  if (principal === null) redirect(`/login?${new URLSearchParams({ callbackUrl: path })}`);
  return { principal, requestId: crypto.randomUUID() };
}
