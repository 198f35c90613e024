"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Suspense } from "react";
import { showFilter } from "@/components/shell/use-circuit-filter.ts";
import { Button } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { lazily } from "@/components/ui/lazily.ts";
import { ApiError } from "@/lib/client/api-error.ts";
import { type CircuitFilter, isFiltered } from "@/lib/client/circuit-filter.ts";
import { stateWords } from "./appearance.ts";
import { BreakerGlyph } from "./breaker-glyph.tsx";

const FirstSteps = lazily(async () => (await import("./first-steps.tsx")).FirstSteps);

/** There is nothing yet: how to begin. */
export function NothingRegistered({ origin }: { origin: string }) {
  return (
    <EmptyState title="No dependency is registered yet" icon={<BreakerGlyph state="closed" className="size-10" />}>
      <p>Three lines put the first one here.</p>
      <Suspense>
        <FirstSteps origin={origin} />
      </Suspense>
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

/** Nobody knows whether there is anything. */
export function Unreachable({ error }: { error: Error | null }) {
  const client = useQueryClient();
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <EmptyState isPage title="The panel cannot be reached" icon={<Icon name="unplugged" className="size-9 text-bad" />}>
      <p role="alert">
        {error?.message ?? "It does not answer."} Nothing is known about the circuits; they go on protecting calls.
      </p>
      {requestId && <p className="font-mono text-xs">request {requestId}</p>}
      <Button onClick={() => client.invalidateQueries()}>Try now</Button>
      <p className="text-xs">Trying again every few seconds.</p>
    </EmptyState>
  );
}
