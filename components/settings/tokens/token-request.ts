import { type TokenScope, tokenScope } from "@/lib/contracts/account.ts";

export interface TokenRequest {
  readonly name: string;
  readonly scopes: TokenScope[];
  readonly workspaces: string[] | null;
  readonly expires_in_days: number | null;
}

/** What a filled-in form asks the API for. */
export function tokenRequestOf(given: FormData): TokenRequest {
  const days = String(given.get("expires_in_days"));
  const workspaces = String(given.get("workspaces") ?? "")
    .split(/[\s,]+/)
    .filter((name) => name !== "");
  return {
    name: String(given.get("name") ?? ""),
    scopes: tokenScope.options.filter((scope) => given.getAll("scopes").includes(scope)),
    workspaces: workspaces.length === 0 ? null : workspaces,
    expires_in_days: days === "" ? null : Number(days),
  };
}
