import { authorize, authorizeGrant, authorizePanelWide } from "../../auth/permissions.ts";
import type { TokenScope, TokenView } from "../../contracts/account.ts";
import { actOf, type Caller, type Services } from "../context.ts";
import { presentToken } from "./present-account.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

interface Input {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly workspaces?: readonly string[] | null | undefined;
  readonly expires_in_days?: number | null | undefined;
}

/** Makes a token, with no more scopes than the caller has. Its secret is answered this once. */
export async function createToken(
  services: Pick<Services, "accounts" | "now" | "instance">,
  caller: Caller,
  { name, scopes, workspaces = null, expires_in_days: days = null }: Input,
): Promise<{ token: TokenView; secret: string }> {
  const { principal } = caller;
  authorize(principal, "admin");
  authorizePanelWide(principal);
  authorizeGrant(principal, scopes);
  const lifetimeMs = days === null ? null : days * DAY_MS;
  const { token, secret } = await services.accounts.tokens.create(
    { name, scopes, workspaces, lifetimeMs, createdBy: principal.name },
    ({ id, expires_at }) =>
      actOf(services, caller, "token_created", {
        details: { token: name, id, scopes, workspaces, expires_at },
      }),
  );
  return { token: presentToken(token), secret };
}
