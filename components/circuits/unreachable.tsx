"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { ApiError } from "@/lib/client/api-error.ts";

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
