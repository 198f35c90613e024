"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useIsAdmin } from "@/components/shell/viewer.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { sections } from "./sections.ts";

export function SettingsNav() {
  const here = usePathname();
  const isAdmin = useIsAdmin();
  const shown = sections.filter(({ adminsOnly }) => isAdmin || !adminsOnly);
  // With one part only there is nowhere to go.
  if (shown.length === 1) return null;
  return (
    <nav
      aria-label="Settings"
      // On a phone one line that scrolls sideways, to the edges of the screen.
      className="flex gap-1 self-start max-lg:-mx-4 max-lg:overflow-x-auto max-lg:px-4 max-lg:pb-1 lg:sticky lg:top-18 lg:grid"
    >
      {shown.map(({ path, name }) => (
        <Link
          key={path}
          href={path}
          aria-current={path === here ? "page" : undefined}
          className={classNames(
            "flex shrink-0 items-center whitespace-nowrap rounded-lg px-3 py-1.5 text-sm touch-target",
            path === here ? "bg-hover font-medium text-ink" : "text-muted hover:bg-hover hover:text-ink",
          )}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
