"use client";

import { showFilter } from "@/components/shell/use-circuit-filter.ts";
import { Icon } from "@/components/ui/icons.tsx";
import { type Matching, matchingOf } from "@/lib/client/circuit-filter.ts";

const words = [
  ["node_type", (value: string) => `node type: ${value}`],
  ["workspace", (value: string) => `workspace: ${value}`],
  ["no_workspace", () => "no workspace"],
] as const;

/** What narrows the list beside its state and the search, each to be taken away. */
export function FilterChips({ filter }: { filter: Matching }) {
  const matching = matchingOf(filter);
  const without = (name: keyof Matching) => {
    const { [name]: _, ...others } = matching;
    showFilter(others);
  };
  return (
    <ul aria-label="Filters" className="-mt-3 flex flex-wrap gap-2">
      {words.flatMap(([name, say]) => {
        const value = matching[name];
        return value === undefined
          ? []
          : [
              <li key={name}>
                <button
                  type="button"
                  onClick={() => without(name)}
                  className="flex items-center gap-2 rounded-full border border-accent bg-accent-soft py-1 pr-2.5 pl-3.5 text-[0.8125rem] touch-target hover:bg-hover"
                >
                  {say(value)}
                  <Icon name="close" className="size-3" />
                  <span className="sr-only">Remove this filter</span>
                </button>
              </li>,
            ];
      })}
    </ul>
  );
}
