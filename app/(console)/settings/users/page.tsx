import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { Users } from "@/components/settings/users/users.tsx";
import { makeQueryClient } from "@/lib/client/query-client.ts";
import { usersQuery } from "@/lib/client/settings-queries.ts";
import { listUsers } from "@/lib/operations/accounts/list-users.ts";
import { getPanel } from "@/lib/panel.ts";
import { AdminsOnly } from "../../admins-only.tsx";
import { BACK_TO_ACCOUNT, requireAdmin } from "../require-admin.ts";

export default async function UsersPage() {
  const caller = await requireAdmin("/settings/users");
  if (caller === null) return <AdminsOnly back={BACK_TO_ACCOUNT} />;
  const client = makeQueryClient();
  client.setQueryData(usersQuery().queryKey, await listUsers(await getPanel(), caller));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Users />
    </HydrationBoundary>
  );
}
