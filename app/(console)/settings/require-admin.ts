import { ACCOUNT_PATH } from "@/components/settings/sections.ts";
import { requireUser } from "../current-user.ts";

export const BACK_TO_ACCOUNT = { href: ACCOUNT_PATH, name: "To your account" };

/** Lets pass an admin; null is somebody else who is signed in. Who is not is sent to the login. */
export async function requireAdmin(path: string) {
  const caller = await requireUser(path);
  return caller.principal.role === "admin" ? caller : null;
}
