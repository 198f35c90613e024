import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { NewDependency } from "@/components/dependencies/new-dependency.tsx";
import { NEW_DEPENDENCY_PATH } from "@/lib/client/dependency-path.ts";
import { makeQueryClient } from "@/lib/client/query-client.ts";
import { defaultPolicyQuery } from "@/lib/client/settings-queries.ts";
import { showDefaultPolicy } from "@/lib/operations/policy/show-default-policy.ts";
import { getPanel } from "@/lib/panel.ts";
import { AdminsOnly } from "../../admins-only.tsx";
import { requireUser } from "../../current-user.ts";

export default async function NewDependencyPage() {
  const caller = await requireUser(NEW_DEPENDENCY_PATH);
  if (caller.principal.role !== "admin") {
    return <AdminsOnly back={{ href: "/dependencies", name: "To the dependencies" }} />;
  }
  const client = makeQueryClient();
  client.setQueryData(defaultPolicyQuery().queryKey, showDefaultPolicy(await getPanel(), caller));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <NewDependency />
    </HydrationBoundary>
  );
}
