"use client";

import { signOut } from "next-auth/react";
import { Button } from "@/components/ui/button.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { useShortcuts } from "./keyboard/preference.ts";
import { NotificationChoice } from "./notifications/notification-choice.tsx";
import { useOverlays } from "./overlays.tsx";
import type { Theme } from "./theme.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

interface UserMenuContentProps {
  /** The popover's id, for what closes it. */
  menu: string;
  theme: Theme;
}

/** What one chooses for this browser, and the way out. */
export function UserMenuContent({ menu, theme }: UserMenuContentProps) {
  const { open } = useOverlays();
  const shortcuts = useShortcuts();
  return (
    <>
      <div className="my-3 border-line border-t" />
      <ThemeSwitch initial={theme} />
      <div className="mt-3">
        <NotificationChoice />
      </div>
      <Button
        variant="ghost"
        size="sm"
        className="-ml-2.5 mt-2 w-[calc(100%+1.25rem)] justify-start!"
        popoverTarget={menu}
        popoverTargetAction="hide"
        onClick={() => open("sheet")}
      >
        <Icon name="keyboard" />
        Keyboard shortcuts
        <span className="ml-auto text-faint">{shortcuts ? "on" : "off"}</span>
      </Button>
      <div className="my-3 border-line border-t" />
      <Button className="w-full" onClick={() => signOut({ callbackUrl: "/login" })}>
        Sign out
      </Button>
    </>
  );
}
