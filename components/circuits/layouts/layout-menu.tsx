"use client";

import { showLayout } from "@/components/shell/use-circuit-filter.ts";
import { Segments } from "@/components/ui/segments.tsx";
import type { Matching } from "@/lib/client/circuit-filter.ts";
import { isRows, type OverviewLayout, overviewSearchOf } from "@/lib/client/overview-layout.ts";
import { SavedViews } from "./saved-views-list.tsx";

interface LayoutMenuProps {
  /** The popover's id, for what closes it. */
  menu: string;
  filter: Matching;
  layout: OverviewLayout;
}

const groupings = [
  { value: "none", name: "Nothing" },
  { value: "node_type", name: "Node type" },
  { value: "workspace", name: "Workspace" },
  { value: "state", name: "State" },
] as const;

const orders = [
  { value: "state", name: "Needs attention first" },
  { value: "name", name: "Name" },
] as const;

const shapes = [
  { value: "cards", name: "Cards, then rows" },
  { value: "rows", name: "Rows" },
] as const;

/** How the overview lays its circuits out, and the views that were saved. */
export function LayoutMenu({ menu, filter, layout }: LayoutMenuProps) {
  const { by, sort } = layout;
  return (
    <div className="grid gap-4">
      <Segments
        legend="Group by"
        showLegend
        name="group-by"
        segments={groupings}
        value={by ?? "none"}
        onChange={(value) => showLayout({ ...layout, by: value === "none" ? undefined : value })}
      />
      <Segments
        legend="Order"
        showLegend
        name="order"
        segments={orders}
        value={sort ?? "state"}
        onChange={(value) => showLayout({ ...layout, sort: value === "name" ? value : undefined })}
      />
      <Segments
        legend="Show as"
        showLegend
        name="show-as"
        segments={shapes}
        value={isRows(layout) ? "rows" : "cards"}
        disabled={(by ?? sort) !== undefined}
        onChange={(value) => showLayout({ ...layout, as: value === "rows" ? value : undefined })}
      />
      <SavedViews menu={menu} search={overviewSearchOf(filter, layout)} />
    </div>
  );
}
