import { authorize, authorizePanelWide } from "../../auth/permissions.ts";
import type { TokenView } from "../../contracts/account.ts";
import type { Caller, Services } from "../context.ts";
import { presentToken } from "./present-account.ts";

/** All tokens, newest first, the expired ones too. */
export async function listTokens(
  { accounts }: Pick<Services, "accounts">,
  { principal }: Caller,
): Promise<{ tokens: TokenView[] }> {
  authorize(principal, "admin");
  authorizePanelWide(principal);
  return { tokens: (await accounts.tokens.list()).map(presentToken) };
}
