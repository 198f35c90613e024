"use client";

import { memo } from "react";
import { useShortcuts } from "@/components/shell/keyboard/preference.ts";
import { showFilter } from "@/components/shell/use-circuit-filter.ts";
import { Icon } from "@/components/ui/icons.tsx";
import { Input } from "@/components/ui/inputs.tsx";
import type { CircuitFilter } from "@/lib/client/circuit-filter.ts";
import { useDraft } from "@/lib/client/use-draft.ts";

/** Finds circuits by name, owner, tag or error. `/` jumps here. */
export const SearchBox = memo(function SearchBox({ filter }: { filter: CircuitFilter }) {
  const shortcuts = useShortcuts();
  const draft = useDraft(filter.q ?? "", (q) => showFilter({ ...filter, q }));

  return (
    <search className="relative grow">
      <Icon name="search" className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-faint" />
      <Input
        type="search"
        aria-label="Filter circuits by name, owner, tag or error"
        aria-keyshortcuts={shortcuts ? "/" : undefined}
        placeholder="Filter by name, owner, error…"
        maxLength={200}
        {...draft}
        className="h-full! min-h-11 rounded-xl! border-line! pr-9! pl-9!"
      />
      {shortcuts && (
        <kbd className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 rounded border border-line px-1.5 font-sans text-2xs text-faint max-sm:hidden">
          /
        </kbd>
      )}
    </search>
  );
});
