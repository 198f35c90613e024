import { Command } from "cmdk";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names.ts";

interface PaletteItemProps {
  /** Told apart from all others by this. */
  value: string;
  onSelect: () => void;
  icon: ReactNode;
  disabled?: boolean;
  /** At the right edge: what it is, or its key. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

export function PaletteItem({ icon, aside, className, children, ...rest }: PaletteItemProps) {
  return (
    <Command.Item
      {...rest}
      className={classNames(
        "flex min-h-9 cursor-pointer scroll-my-2 items-center gap-3 rounded-lg px-3 py-1.5 text-sm normal-nums pointer-coarse:min-h-11 max-sm:min-h-11",
        "data-[selected=true]:bg-hover aria-disabled:cursor-not-allowed aria-disabled:opacity-55",
        "data-[selected=true]:outline-2 data-[selected=true]:-outline-offset-2 data-[selected=true]:outline-focus",
        className,
      )}
    >
      <span className="grid size-5 shrink-0 place-items-center text-faint">{icon}</span>
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{children}</span>
      {aside && <span className="flex shrink-0 items-center gap-1 text-faint text-xs">{aside}</span>}
    </Command.Item>
  );
}

export function PaletteGroup({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={name}
      className="pb-2 [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}
