"use client";

import { Button } from "@/components/ui/button.tsx";
import { ButtonLink } from "@/components/ui/button-link.tsx";
import { classNames } from "@/components/ui/class-names.ts";

/** For whoever stands at the screen with a pointer or a keyboard; gone while nobody stirs. Nothing here touches a circuit. */
export function WallControls({ idle, staysAwake }: { idle: boolean; staysAwake: boolean }) {
  const fill = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  };
  return (
    <div
      className={classNames(
        "absolute right-[1em] bottom-[1em] flex flex-wrap items-center justify-end gap-2 rounded-xl border border-line bg-raised p-2 text-sm shadow-float",
        "transition-opacity motion-reduce:transition-none focus-within:opacity-100",
        idle && "pointer-events-none opacity-0",
      )}
    >
      {!staysAwake && (
        <p className="max-w-80 px-2 text-[0.8125rem] text-muted">
          This browser does not let a page keep the screen awake (over plain http none does): set that on the device.
        </p>
      )}
      <Button size="sm" onClick={fill}>
        Full screen
      </Button>
      <ButtonLink size="sm" variant="ghost" href="/">
        Leave the wall
      </ButtonLink>
    </div>
  );
}
