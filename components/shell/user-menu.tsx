"use client";

import { useId, useState } from "react";
import { AtRest } from "@/components/ui/at-rest.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import type { Theme } from "./theme.ts";
import { useViewer } from "./viewer.tsx";

const content = async () => (await import("./user-menu-content.tsx")).UserMenuContent;

/** A native popover: it closes with Escape or a click elsewhere, and gives the focus back. */
export function UserMenu({ theme }: { theme: Theme }) {
  const { name, role } = useViewer();
  const [wanted, setWanted] = useState(false);
  const id = useId();
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        popoverTarget={id}
        aria-label={`Account of ${name}`}
        className="max-w-56"
        onClick={() => setWanted(true)}
      >
        <Icon name="user" />
        <span className="truncate max-2xl:hidden">{name}</span>
        <Icon name="chevron" className="size-3 max-2xl:hidden" />
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
        <AtRest load={content} props={{ menu: id, theme }} now={wanted} />
      </div>
    </>
  );
}
