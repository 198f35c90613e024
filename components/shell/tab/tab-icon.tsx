"use client";

import { useFreshness } from "../freshness.tsx";
import { useStatus } from "../use-status.ts";
import { iconAddress, iconOf, tabStateOf } from "./icon-svg.ts";
import { PanelIcon } from "./panel-icon.tsx";

/** The tab's icon, for whoever has so many tabs that titles are cut off. */
export function TabIcon() {
  const { stage, stale } = useFreshness();
  const { data } = useStatus();
  if (stage === "connecting") return <PanelIcon />;
  return <PanelIcon address={iconAddress(iconOf(tabStateOf(data?.reply.summary ?? null, stale)))} />;
}
