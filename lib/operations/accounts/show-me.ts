import { authorize } from "../../auth/permissions.ts";
import type { MeReply } from "../../contracts/account.ts";
import type { Caller } from "../context.ts";

/** Who is asking, and what they may do. */
export function showMe({ principal }: Caller): MeReply {
  authorize(principal, "signed_in");
  const { kind, name, scopes } = principal;
  return { kind, name, role: principal.kind === "user" ? principal.role : null, scopes: [...scopes] };
}
