import { Account } from "@/components/settings/account.tsx";
import { ACCOUNT_PATH } from "@/components/settings/sections.ts";
import { requireUser } from "../../current-user.ts";

export default async function AccountPage() {
  await requireUser(ACCOUNT_PATH);
  return <Account />;
}
