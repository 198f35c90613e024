import type { ReactNode } from "react";
import { SettingsNav } from "@/components/settings/settings-nav.tsx";
import { currentUser } from "../current-user.ts";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  // The page is on its way to the login, without the console around it.
  if ((await currentUser()) === null) return children;
  return (
    <div className="grid items-start gap-x-8 gap-y-4 lg:has-[>nav]:grid-cols-[11rem_minmax(0,1fr)]">
      <SettingsNav />
      <div className="grid min-w-0 max-w-5xl gap-5">{children}</div>
    </div>
  );
}
