"use client";

import { Notice } from "@/components/ui/notice.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import { nestedQueryOf } from "@/lib/client/circuit-name.ts";
import type { CircuitStateName, CircuitView } from "@/lib/contracts/circuit.ts";
import { HoldNotice } from "../hold-notice.tsx";
import { ActDialog } from "./act-dialog.tsx";
import { ActForm } from "./act-form.tsx";
import { useAct } from "./use-act.ts";
import { useHasRecentError } from "./use-recent-error.ts";

const CHIPS = ["maintenance is over", "incident is over", "the policy is proven"];

const CONSEQUENCES: Readonly<Record<CircuitStateName, string>> = {
  closed: "By itself it is closed: calls go through, until it opens.",
  open: "By itself it is open: calls are refused, until it tests the dependency.",
  half_open: "By itself it is half-open: the next calls test the dependency.",
};

/** Lets a circuit go its own way again. */
export function LiftDialog({ circuit: seen, onClose }: { circuit: CircuitView; onClose: () => void }) {
  const act = useAct<object>(seen, (circuit, _wish, sent) =>
    call(api.clearOverride, { params: { type: circuit.node_type }, query: nestedQueryOf(circuit), body: sent }),
  );
  return (
    <ActDialog title={`Lift the hold on ${seen.circuit}`} kind="lift" act={act} onClose={onClose}>
      <Asking act={act} onClose={onClose} />
    </ActDialog>
  );
}

function Asking({ act, onClose }: { act: ReturnType<typeof useAct<object>>; onClose: () => void }) {
  const { circuit } = act;
  const isRecent = useHasRecentError(circuit);
  return (
    <ActForm<"lift">
      act={act}
      chips={CHIPS}
      warning={
        circuit.state === "closed" &&
        isRecent && (
          <Notice tone="warn" title="It may open soon">
            The last error is less than a minute old.
          </Notice>
        )
      }
      consequences={CONSEQUENCES[circuit.state]}
      primary={{ way: "lift", name: "Lift the hold" }}
      onSubmit={({ reason }) => act.submit({ reason })}
      onCancel={onClose}
    >
      {circuit.override && <HoldNotice override={circuit.override} state={circuit.state} />}
    </ActForm>
  );
}
