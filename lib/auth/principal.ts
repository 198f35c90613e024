import type { Role, TokenScope } from "../contracts/account.ts";

interface Common {
  readonly id: string;
  /** As events name the actor: an e-mail address, or `token:` and its name. */
  readonly name: string;
  readonly scopes: readonly TokenScope[];
}

/** Who is asking. */
export type Principal =
  | (Common & { readonly kind: "user"; readonly role: Role })
  | (Common & {
      readonly kind: "token";
      /** The only workspaces that it may name; null is not bound. */
      readonly workspaces: readonly string[] | null;
    });

/** What a role may do. */
export const SCOPES_OF_ROLE: Readonly<Record<Role, readonly TokenScope[]>> = {
  viewer: ["read"],
  admin: ["read", "execute", "admin"],
};
