"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import { nestedQueryOf } from "@/lib/client/circuit-name.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { stateWords } from "../appearance.ts";
import { HoldNotice } from "../hold-notice.tsx";
import { ActError } from "./act-error.tsx";

/** Lets a circuit go its own way again. */
export function LiftDialog({ circuit, onClose }: { circuit: CircuitView; onClose: () => void }) {
  const client = useQueryClient();
  const lift = useMutation({
    mutationFn: () =>
      call(api.clearOverride, {
        params: { type: circuit.node_type },
        query: nestedQueryOf(circuit),
        body: { expected_generation: circuit.generation },
      }),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: ["status"] });
      client.invalidateQueries({ queryKey: ["events"] });
      onClose();
    },
  });
  return (
    <Dialog title={`Lift the hold on ${circuit.circuit}`} busy={lift.isPending} onClose={onClose}>
      <div className="grid gap-4">
        {circuit.override && <HoldNotice override={circuit.override} state={circuit.state} />}
        <p>
          From then on the circuit decides by itself. It is {stateWords[circuit.state].toLowerCase()} at the moment.
        </p>
        {lift.error && <ActError error={lift.error} />}
        <div className="flex justify-between gap-2">
          <Button variant="ghost" disabled={lift.isPending} onClick={onClose}>
            Cancel
          </Button>
          <Button data-autofocus variant="primary" busy={lift.isPending} onClick={() => lift.mutate()}>
            Lift the hold
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
