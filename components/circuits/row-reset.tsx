"use client";

import { useFreshness } from "@/components/shell/freshness.tsx";
import { useIsAdmin } from "@/components/shell/viewer.tsx";
import { Button } from "@/components/ui/button.tsx";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useActs } from "./acts/acts.tsx";

/** For a row, only where there is something to reset. */
export function RowReset({ circuit }: { circuit: CircuitView }) {
  const isAdmin = useIsAdmin();
  const { stale } = useFreshness();
  const { open } = useActs();
  if (!isAdmin) return null;
  return (
    <Button
      variant="ghost"
      size="sm"
      className="-my-1"
      data-act="reset"
      disabled={stale}
      onClick={() => open({ kind: "reset", circuit })}
    >
      Reset…
      <span className="sr-only"> {circuit.circuit}</span>
    </Button>
  );
}
