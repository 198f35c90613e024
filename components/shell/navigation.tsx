"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useLayoutEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names.ts";
import { pageOf, pages } from "./pages.ts";

export function Navigation() {
  const here = pageOf(usePathname());
  const nav = useRef<HTMLElement>(null);

  // Where not all fit beside each other, the page that one is on is in view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the link that is current changes with the page
  useLayoutEffect(() => {
    const link = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (nav.current && link)
      nav.current.scrollLeft = link.offsetLeft - (nav.current.clientWidth - link.offsetWidth) / 2;
  }, [here]);

  return (
    <nav
      ref={nav}
      aria-label="Console"
      className={classNames(
        "relative flex min-w-0 gap-1 self-stretch max-xl:overflow-x-auto max-xl:[scrollbar-width:none]",
        // The edge fades where there is more to scroll to.
        "max-md:pr-6 max-md:[mask-image:linear-gradient(to_right,black_calc(100%-1.75rem),transparent)]",
      )}
    >
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
