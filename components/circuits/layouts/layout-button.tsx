"use client";

import { memo, useId, useState } from "react";
import { AtRest } from "@/components/ui/at-rest.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import type { Matching } from "@/lib/client/circuit-filter.ts";
import { isRows, type OverviewLayout } from "@/lib/client/overview-layout.ts";

const content = async () => (await import("./layout-menu.tsx")).LayoutMenu;

interface LayoutButtonProps {
  filter: Matching;
  layout: OverviewLayout;
}

/** Opens what the overview's layout is chosen from, with the views that were saved. */
export const LayoutButton = memo(function LayoutButton({ filter, layout }: LayoutButtonProps) {
  const [wanted, setWanted] = useState(false);
  const id = useId();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        onClick={() => setWanted(true)}
        className="flex shrink-0 items-center gap-2 rounded-xl border border-line bg-surface px-3.5 text-[0.8125rem] text-muted touch-target hover:bg-hover"
      >
        <Icon name="layout" className={isRows(layout) ? "text-accent" : undefined} />
        View
      </button>
      <div
        id={id}
        popover="auto"
        onBeforeToggle={({ currentTarget, newState, nativeEvent }) => {
          const button =
            (nativeEvent as ToggleEvent & { source?: Element }).source ??
            document.querySelector(`[popovertarget="${CSS.escape(id)}"]`);
          if (newState === "open" && button) placeBelow(button, currentTarget);
        }}
        className="absolute inset-auto m-0 w-88 max-w-[calc(100vw-1.5rem)] rounded-xl border border-line bg-raised p-4 text-ink shadow-float"
      >
        <AtRest load={content} props={{ menu: id, filter, layout }} now={wanted} />
      </div>
    </>
  );
});

/** In the page's own coordinates, so that it scrolls along. */
function placeBelow(button: Element, popover: HTMLElement) {
  const { right, bottom } = button.getBoundingClientRect();
  popover.style.top = `${bottom + window.scrollY + 6}px`;
  popover.style.right = `${document.documentElement.clientWidth - right}px`;
}
