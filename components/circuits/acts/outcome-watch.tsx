"use client";

import { useEffect } from "react";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { useLiveCircuit } from "./use-live-circuit.ts";
import { verdictOf, WATCH_SECONDS } from "./verdict.ts";

/** Goes on watching a circuit that was reset, once its dialog is closed, and tells what came of it. */
export function OutcomeWatch({ after, onEnd }: { after: CircuitView; onEnd: () => void }) {
  const { toast } = useStatusMessages();
  const { circuit } = useLiveCircuit(after);
  const { settled, text } = verdictOf("reset", after, circuit);

  useEffect(() => {
    if (settled) {
      toast(`${after.circuit}: ${text}`);
      onEnd();
      return;
    }
    const timer = setTimeout(onEnd, WATCH_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [settled, text, after.circuit, toast, onEnd]);

  return null;
}
