"use client";

import { showFilter } from "@/components/shell/use-circuit-filter.ts";
import { Button } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { type CircuitFilter, isFiltered } from "@/lib/client/circuit-filter.ts";
import { stateWords } from "./appearance.ts";
import { BreakerGlyph } from "./breaker-glyph.tsx";
import { FirstSteps } from "./first-steps.tsx";

/** There is nothing yet: how to begin. */
export function NothingRegistered({ origin }: { origin: string }) {
  return (
    <EmptyState title="No dependency is registered yet" icon={<BreakerGlyph state="closed" className="size-10" />}>
      <p>Three lines put the first one here.</p>
      <FirstSteps origin={origin} />
    </EmptyState>
  );
}

/** There is something, but not this. */
export function NothingFound({ filter }: { filter: CircuitFilter }) {
  const { state, q } = filter;
  const what = state === undefined ? "No circuit" : `No ${stateWords[state].toLowerCase()} circuit`;
  return (
    <EmptyState
      title={q === undefined ? what : `${what} matches “${q}”`}
      icon={<Icon name="search" className="size-8" />}
    >
      <Button onClick={() => showFilter({})}>{isFiltered(filter) ? "Clear the filter" : "Show all"}</Button>
    </EmptyState>
  );
}
