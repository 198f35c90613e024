"use client";

import { AtRest } from "@/components/ui/at-rest.tsx";
import { PanelIcon } from "./tab/panel-icon.tsx";

const tabIcon = async () => (await import("./tab/tab-icon.tsx")).TabIcon;
const tripNotifier = async () => (await import("./notifications/trip-notifier.tsx")).TripNotifier;
const printHeading = async () => (await import("./print-heading.tsx")).PrintHeading;

/** What tells of circuits outside of the page. */
export function OutsideThePage() {
  return (
    <>
      <AtRest load={tabIcon} props={{}} fallback={<PanelIcon />} />
      <AtRest load={tripNotifier} props={{}} />
    </>
  );
}

export function PrintHeading(props: { environment: string | null }) {
  return <AtRest load={printHeading} props={props} />;
}
