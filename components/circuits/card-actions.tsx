"use client";

import Link from "next/link";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { useIsAdmin } from "@/components/shell/viewer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { circuitPath, lastTripPath } from "@/lib/client/circuit-path.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useActs } from "./acts/acts.tsx";
import { SelectBox } from "./selection/select-box.tsx";

/** Looking is on the left; acting is on the right, apart, and only ever opens a dialog. */
export function CardActions({ circuit, isOnItsPage }: { circuit: CircuitView; isOnItsPage: boolean }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t pt-2.5 text-[0.8125rem] print:hidden">
      <SelectBox circuit={circuit.circuit} className="-mr-1 max-sm:-ml-3" />
      {!isOnItsPage && (
        <CardLink href={circuitPath(circuit.circuit)} name={circuit.circuit}>
          Timeline
        </CardLink>
      )}
      {circuit.state !== "closed" && (
        <CardLink href={lastTripPath(circuit.circuit)} name={circuit.circuit}>
          Why it tripped
        </CardLink>
      )}
      <Acting circuit={circuit} isOnItsPage={isOnItsPage} />
    </div>
  );
}

function CardLink({ href, name, children }: { href: string; name: string; children: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-flex items-center rounded-sm text-muted touch-target hover:text-ink hover:underline"
    >
      {children}
      <span className="sr-only"> of {name}</span>
    </Link>
  );
}

function Acting({ circuit, isOnItsPage }: { circuit: CircuitView; isOnItsPage: boolean }) {
  const isAdmin = useIsAdmin();
  const { stale } = useFreshness();
  const { open } = useActs();
  if (!isAdmin) return null;
  return (
    <div className="ml-auto flex gap-1.5">
      {isOnItsPage && circuit.state === "open" && (
        <Button variant="ghost" size="sm" disabled={stale} onClick={() => open({ kind: "test", circuit })}>
          Test…
          <span className="sr-only"> {circuit.circuit}</span>
        </Button>
      )}
      <Button variant="ghost" size="sm" disabled={stale} onClick={() => open({ kind: "hold", circuit })}>
        {circuit.override === null ? "Hold…" : "Lift hold…"}
        <span className="sr-only"> {circuit.circuit}</span>
      </Button>
      <Button size="sm" data-act="reset" disabled={stale} onClick={() => open({ kind: "reset", circuit })}>
        Reset…
        <span className="sr-only"> {circuit.circuit}</span>
      </Button>
    </div>
  );
}
