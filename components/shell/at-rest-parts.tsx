"use client";

import { AtRest } from "@/components/ui/at-rest.tsx";
import { PanelIcon } from "./tab/panel-icon.tsx";

const tabIcon = async () => (await import("./tab/tab-icon.tsx")).TabIcon;
const changeAnnouncer = async () => (await import("./change-announcer.tsx")).ChangeAnnouncer;
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

/** Reads out what changes; a page that has just been opened is read out itself. */
export function Changes() {
  return <AtRest load={changeAnnouncer} props={{}} />;
}

export function PrintHeading(props: { environment: string | null }) {
  return <AtRest load={printHeading} props={props} />;
}
