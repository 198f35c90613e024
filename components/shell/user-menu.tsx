"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { Checkbox } from "@/components/ui/inputs.tsx";
import { setShortcuts, useShortcuts } from "./shortcuts.ts";
import type { Theme } from "./theme.ts";
import { ThemeSwitch } from "./theme-switch.tsx";
import { useViewer } from "./viewer.tsx";

/** What signs out is a part of the page that most visits do without. */
async function leave(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/login" });
}

/** A native popover: it closes with Escape or a click elsewhere, and gives the focus back. */
export function UserMenu({ theme }: { theme: Theme }) {
  const { name, role } = useViewer();
  const shortcuts = useShortcuts();
  const id = useId();
  return (
    <>
      <Button variant="ghost" size="sm" popoverTarget={id} aria-label={`Account of ${name}`} className="max-w-56">
        <Icon name="user" />
        <span className="truncate max-xl:hidden">{name}</span>
        <Icon name="chevron" className="size-3 max-xl:hidden" />
      </Button>
      <div
        id={id}
        popover="auto"
        className="fixed inset-auto top-13 right-3 w-72 rounded-xl border border-line bg-raised p-3 text-ink shadow-float"
      >
        <p className="truncate font-medium" title={name}>
          {name}
        </p>
        <p className="text-[0.8125rem] text-muted">
          {role === "admin" ? "Admin: may reset and change" : "Viewer: may look, not change"}
        </p>
        <div className="my-3 border-line border-t" />
        <ThemeSwitch initial={theme} />
        <Checkbox
          label="Shortcut: / jumps to the filter"
          checked={shortcuts}
          onChange={(event) => setShortcuts(event.target.checked)}
          className="mt-3"
        />
        <div className="my-3 border-line border-t" />
        <Button className="w-full" onClick={leave}>
          Sign out
        </Button>
      </div>
    </>
  );
}
