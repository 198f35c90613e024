import { Overview } from "@/components/circuits/overview.tsx";
import { filterFrom, searchOf } from "@/lib/client/circuit-filter.ts";
import { listCircuits } from "@/lib/operations/circuits/list-circuits.ts";
import { getPanel } from "@/lib/panel.ts";
import { requireUser } from "./current-user.ts";
import { panelOrigin } from "./panel-origin.ts";
import { type PageQuery, queryOf } from "./query-of.ts";

export default async function OverviewPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const filter = filterFrom(queryOf(await searchParams));
  const caller = await requireUser(`/${searchOf(filter)}`);
  const panel = await getPanel();
  const reply = listCircuits(panel, caller, { ...filter, sort: "state" });
  return <Overview sent={{ filter, reply }} origin={await panelOrigin(panel.settings)} demo={panel.settings.demo} />;
}
