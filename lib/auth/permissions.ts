import type { Role } from "../contracts/account.ts";
import type { Access } from "../contracts/api.ts";
import { OperationError } from "../operations/errors.ts";
import { type Principal, SCOPES_OF_ROLE } from "./principal.ts";

/**
 * Lets pass who has this access. Scopes are independent of one another: `admin` alone cannot read. What is open to
 * everybody has no caller, and asks for none.
 * @throws OperationError `unauthenticated` where nobody is known to ask, `forbidden` where a scope is missing.
 */
export function authorize(principal: Principal | null, access: Access): asserts principal is Principal {
  if (principal === null) throw new OperationError("unauthenticated", "Sign in, or send a bearer token.");
  if (access === "open" || access === "signed_in" || principal.scopes.includes(access)) return;
  throw new OperationError("forbidden", `This needs \`${access}\`, which ${principal.name} does not have.`);
}

/**
 * Lets pass who may act for this workspace. A token that is bound to workspaces must name one of them: leaving it out
 * would use the circuit, the limits and the cache that all workspaces share.
 * @throws OperationError `forbidden`
 */
export function authorizeWorkspace(principal: Principal, workspace: string | null | undefined): void {
  if (principal.kind === "user" || principal.workspaces === null) return;
  if (workspace !== null && workspace !== undefined && principal.workspaces.includes(workspace)) return;
  throw new OperationError("forbidden", `${principal.name} is bound to workspaces: name one of them.`);
}

/** Whether somebody may see what concerns one workspace; what is no workspace's (null) is seen by all. */
export function seesWorkspace(principal: Principal, workspace: string | null): boolean {
  return workspace === null || principal.kind === "user" || (principal.workspaces?.includes(workspace) ?? true);
}

/**
 * Lets pass who is not confined to workspaces, for what concerns the panel as a whole.
 * @throws OperationError `forbidden`
 */
export function authorizePanelWide(principal: Principal): void {
  if (principal.kind === "user" || principal.workspaces === null) return;
  throw new OperationError("forbidden", `${principal.name} is bound to workspaces; this concerns all of them.`);
}

/**
 * Lets pass who has all that a role or token would give: nobody hands out, or takes over, more than they have.
 * @throws OperationError `forbidden`
 */
export function authorizeGrant(principal: Principal, granted: Role | Principal["scopes"]): void {
  const scopes = typeof granted === "string" ? SCOPES_OF_ROLE[granted] : granted;
  const missing = scopes.filter((scope) => !principal.scopes.includes(scope));
  if (missing.length === 0) return;
  throw new OperationError("forbidden", `${principal.name} cannot give what it does not have: ${missing.join(", ")}.`);
}
