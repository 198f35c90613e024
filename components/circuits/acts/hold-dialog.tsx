"use client";

import { useState } from "react";
import { Notice } from "@/components/ui/notice.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import { nestedQueryOf } from "@/lib/client/circuit-name.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { ActDialog } from "./act-dialog.tsx";
import { ActForm } from "./act-form.tsx";
import { HoldEnd, secondsIn } from "./hold-end.tsx";
import { type HoldMode, HoldModes } from "./hold-modes.tsx";
import { useAct } from "./use-act.ts";
import { useHasRecentError } from "./use-recent-error.ts";

interface Wish {
  readonly mode: HoldMode;
  /** Null holds until somebody lifts it. */
  readonly seconds: number | null;
}

const CHIPS = ["planned maintenance", "incident", "trying out a policy"];

const CONSEQUENCES: Readonly<Record<HoldMode, string>> = {
  forced_open: "From now on every call is refused, and nothing tests the dependency until the hold ends.",
  forced_closed: "From now on every call goes through, and callers feel each failure. Failures are still counted.",
  dry_run:
    "From now on every call goes through. The circuit still opens and closes, and tells what it would have refused.",
};

/** Holds a circuit, with a reason and, unless it is meant otherwise, an end. */
export function HoldDialog({ circuit: seen, onClose }: { circuit: CircuitView; onClose: () => void }) {
  const act = useAct<Wish>(seen, (circuit, { mode, seconds }, sent) =>
    call(api.setOverride, {
      params: { type: circuit.node_type },
      query: nestedQueryOf(circuit),
      body: { ...sent, mode, expires_in_seconds: seconds },
    }),
  );
  return (
    <ActDialog title={`Hold ${seen.circuit}`} kind="hold" act={act} onClose={onClose}>
      <Asking act={act} onClose={onClose} />
    </ActDialog>
  );
}

function Asking({ act, onClose }: { act: ReturnType<typeof useAct<Wish>>; onClose: () => void }) {
  const [mode, setMode] = useState<HoldMode>("forced_open");
  const isRecent = useHasRecentError(act.circuit);
  return (
    <ActForm<"hold">
      act={act}
      chips={CHIPS}
      warning={
        mode === "forced_closed" &&
        isRecent && (
          <Notice tone="warn" title="Calls will probably fail">
            The last error is less than a minute old. Held closed, nothing keeps callers from it.
          </Notice>
        )
      }
      consequences={`${CONSEQUENCES[mode]} When it ends, the circuit decides by itself again.`}
      primary={{ way: "hold", name: "Hold" }}
      onSubmit={({ reason, form }) => act.submit({ reason, mode, seconds: secondsIn(form) })}
      onCancel={onClose}
    >
      <HoldModes value={mode} onChange={setMode} />
      <HoldEnd />
    </ActForm>
  );
}
