import { requireUser } from "@/app/(console)/current-user.ts";
import { type PageQuery, queryOf } from "@/app/(console)/query-of.ts";
import { ConsoleProviders } from "@/components/shell/console-providers.tsx";
import { Wall } from "@/components/wall/wall.tsx";
import { wallFilterFrom, wallSearchOf, wallThemeFrom } from "@/lib/client/wall-view.ts";
import { listCircuits } from "@/lib/operations/circuits/list-circuits.ts";
import { getPanel } from "@/lib/panel.ts";

/** For a TV: whoever is signed in on it sees it, a viewer too. No token opens a page, least of all one in its address. */
export default async function WallPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const query = queryOf(await searchParams);
  const filter = wallFilterFrom(query);
  const theme = wallThemeFrom(query);
  const caller = await requireUser(`/wall${wallSearchOf({ q: filter.q, theme })}`);
  const panel = await getPanel();
  const { name, role } = caller.principal;
  return (
    <ConsoleProviders viewer={{ name, role }} shared={panel.instances.isShared}>
      <Wall
        sent={{ filter, reply: listCircuits(panel, caller, { ...filter, sort: "state" }) }}
        environment={panel.settings.environment}
        theme={theme}
      />
    </ConsoleProviders>
  );
}
