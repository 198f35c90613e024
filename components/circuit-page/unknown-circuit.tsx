"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { ButtonLink } from "@/components/ui/button-link.tsx";
import { circuitAt } from "@/lib/client/circuit-at.ts";

/** Names the circuit that is not there, and leads on: what happened to it is still on record. */
export function UnknownCircuit() {
  const segment = usePathname().split("/").at(-1) ?? "";
  const { circuit } = circuitAt(segment, useSearchParams());
  return (
    <>
      <p className="[overflow-wrap:anywhere]">
        <b className="font-semibold text-ink">{circuit}</b>: its dependency may have been deleted, or a caller’s circuit
        forgotten while nobody called; what happened to it is still in the events.
      </p>
      <div className="flex flex-wrap justify-center gap-2">
        <ButtonLink href="/">To the overview</ButtonLink>
        <ButtonLink href={`/events?${new URLSearchParams({ circuit })}`}>To its events</ButtonLink>
      </div>
    </>
  );
}
