"use client";

import { classNames } from "@/components/ui/class-names.ts";
import { isSelected } from "./selection.ts";
import { useSelection } from "./selection-provider.tsx";

const box = "size-4 shrink-0 cursor-pointer accent-accent-fill";
const target = "inline-flex items-center justify-center touch-target";

/** Takes one circuit into the selection. Nothing for who may not act on it. */
export function SelectBox({ circuit, className }: { circuit: string; className?: string }) {
  const selecting = useSelection();
  if (selecting === null) return null;
  return (
    <label className={classNames(target, className)}>
      <span className="sr-only">Select {circuit}</span>
      <input
        type="checkbox"
        checked={isSelected(selecting.selection, circuit)}
        onChange={(event) => selecting.select([circuit], event.target.checked)}
        className={box}
      />
    </label>
  );
}

/** Takes all of these circuits into the selection, or out of it. */
export function SelectBoxOfAll({ circuits, className }: { circuits: readonly string[]; className?: string }) {
  const selecting = useSelection();
  if (selecting === null) return null;
  const selected = circuits.filter((circuit) => isSelected(selecting.selection, circuit)).length;
  const isAll = selected === circuits.length;
  return (
    <label className={classNames(target, className)}>
      <span className="sr-only">Select all that are listed here</span>
      <input
        type="checkbox"
        checked={isAll}
        ref={(element) => {
          if (element) element.indeterminate = selected > 0 && !isAll;
        }}
        onChange={(event) => selecting.select(circuits, event.target.checked)}
        className={box}
      />
    </label>
  );
}
