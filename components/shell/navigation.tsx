"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "@/components/ui/class-names.ts";
import { pageOf, pages } from "./pages.ts";

export function Navigation() {
  const here = pageOf(usePathname());
  return (
    <nav aria-label="Console" className="flex gap-1 self-stretch max-lg:overflow-x-auto">
      {pages.map((page) => (
        <Link
          key={page.path}
          href={page.path}
          aria-current={page === here ? "page" : undefined}
          className={classNames(
            "relative flex shrink-0 items-center rounded-md px-2.5 text-sm touch-target max-md:justify-center",
            page === here
              ? "font-medium text-ink after:absolute after:inset-x-2.5 after:bottom-0 after:h-0.5 after:rounded-full after:bg-ink"
              : "text-muted hover:text-ink",
          )}
        >
          {page.name}
        </Link>
      ))}
    </nav>
  );
}
