import { Key } from "@/components/ui/key.tsx";
import { count } from "@/lib/client/format.ts";

interface PaletteHintsProps {
  /** Circuits in the list, and those that match altogether. */
  shown: number;
  matching: number;
  isNarrowed: boolean;
}

export function PaletteHints({ shown, matching, isNarrowed }: PaletteHintsProps) {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t px-4 py-2 text-faint text-xs">
      <span role="status">
        {!isNarrowed && matching > shown && `${count(shown)} of ${count(matching)} circuits: type more`}
      </span>
      <span className="ml-auto flex min-h-4 gap-4 pointer-coarse:hidden">
        <span>
          <Key>↵</Key> open
        </span>
        <span>
          <Key>{isNarrowed ? "⌫" : "Tab"}</Key> {isNarrowed ? "back" : "what to do about it"}
        </span>
      </span>
    </p>
  );
}
