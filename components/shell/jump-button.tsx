"use client";

import { Button } from "@/components/ui/button.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { Key } from "@/components/ui/key.tsx";
import { useJumpKey } from "./keyboard/use-jump-key.ts";
import { useOverlays } from "./overlays.tsx";

/** Opens the palette, for whoever does not know its key, or has none. */
export function JumpButton() {
  const { open } = useOverlays();
  const key = useJumpKey();
  return (
    <Button
      variant="ghost"
      size="sm"
      aria-keyshortcuts="Control+K Meta+K"
      title={`Jump to a circuit or a page (${key})`}
      onClick={() => open("palette")}
    >
      <Icon name="search" />
      <span className="max-2xl:sr-only">Jump</span>
      <span className="sr-only"> to a circuit or a page</span>
      <span aria-hidden="true" className="max-2xl:hidden">
        <Key>{key}</Key>
      </span>
    </Button>
  );
}
