"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import { nestedQueryOf } from "@/lib/client/circuit-name.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { AnchorProvider } from "../anchor.tsx";
import { ResetForm, type ResetWish } from "./reset-form.tsx";
import { ResetOutcome } from "./reset-outcome.tsx";
import { useLiveCircuit } from "./use-live-circuit.ts";

interface ResetDialogProps {
  /** As it was seen when the dialog was opened. */
  circuit: CircuitView;
  /** With the circuit as the reset left it, to be watched on. */
  onClose: (after: CircuitView | null) => void;
}

/** Asks, resets, and tells what came of it. What is shown is only ever what the server has said. */
export function ResetDialog({ circuit: seen, onClose }: ResetDialogProps) {
  const client = useQueryClient();
  const { circuit, anchor, refetch } = useLiveCircuit(seen);
  const reset = useMutation({
    mutationFn: (wish: ResetWish) =>
      call(api.resetCircuit, {
        params: { type: circuit.node_type },
        query: nestedQueryOf(circuit),
        // What is on screen is what was decided about.
        body: { ...wish, expected_generation: circuit.generation },
      }),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: ["status"] });
      client.invalidateQueries({ queryKey: ["events"] });
    },
    onError: refetch,
  });
  const after = reset.data?.circuit ?? null;

  return (
    <AnchorProvider {...anchor}>
      {after === null ? (
        <Dialog title={`Reset ${circuit.circuit}`} busy={reset.isPending} onClose={() => onClose(null)}>
          <ResetForm
            circuit={circuit}
            seen={seen}
            busy={reset.isPending}
            error={reset.error}
            onSubmit={reset.mutate}
            onCancel={() => onClose(null)}
          />
        </Dialog>
      ) : (
        <Dialog title={`Reset ${circuit.circuit}`} onClose={() => onClose(after)}>
          <ResetOutcome after={after} now={circuit} onClose={() => onClose(after)} />
        </Dialog>
      )}
    </AnchorProvider>
  );
}
