import { redirect } from "next/navigation";
import { sections } from "@/components/settings/sections.ts";
import { requireUser } from "../current-user.ts";

/** The first part that is for the reader. */
export default async function SettingsPage() {
  const { principal } = await requireUser("/settings");
  const first = sections.find(({ adminsOnly }) => principal.role === "admin" || !adminsOnly);
  redirect(first?.path ?? "/");
}
