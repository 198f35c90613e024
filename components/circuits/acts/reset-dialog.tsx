"use client";

import { Notice } from "@/components/ui/notice.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import { nestedQueryOf } from "@/lib/client/circuit-name.ts";
import { counted } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { ActDialog } from "./act-dialog.tsx";
import { ActForm } from "./act-form.tsx";
import { useAct } from "./use-act.ts";
import { useHasRecentError } from "./use-recent-error.ts";

type To = "closed" | "half_open";

interface ResetDialogProps {
  /** As it was seen when the dialog was opened. */
  circuit: CircuitView;
  /** Whether a test call is what somebody came for. */
  isTest: boolean;
  /** With the circuit as the reset left it, to be watched on. */
  onClose: (after: CircuitView | null) => void;
}

const CHIPS = ["service is back", "configuration fixed", "network fixed"];

/** Closes a circuit, or has it tested first. */
export function ResetDialog({ circuit: seen, isTest, onClose }: ResetDialogProps) {
  const act = useAct<{ to: To }>(seen, (circuit, { to }, sent) =>
    call(api.resetCircuit, {
      params: { type: circuit.node_type },
      query: nestedQueryOf(circuit),
      body: { ...sent, to },
    }),
  );
  const title = `${isTest ? "Test" : "Reset"} ${seen.circuit}`;
  return (
    <ActDialog title={title} kind="reset" act={act} onClose={onClose}>
      <Asking act={act} isTest={isTest} onClose={() => onClose(null)} />
    </ActDialog>
  );
}

interface AskingProps {
  act: ReturnType<typeof useAct<{ to: To }>>;
  isTest: boolean;
  onClose: () => void;
}

function Asking({ act, isTest, onClose }: AskingProps) {
  const { circuit } = act;
  const isRecent = useHasRecentError(circuit);
  const canTest = circuit.state === "open";
  const testFirst = canTest && (isRecent || isTest);
  const close = { way: "closed", name: testFirst ? "Close anyway" : "Reset to closed" } as const;
  const test = { way: "half_open", name: "Test call first" } as const;
  return (
    <ActForm<To>
      act={act}
      chips={CHIPS}
      warning={canTest && isRecent && <ProbablyOpensAgain />}
      consequences={<Consequences circuit={circuit} canTest={canTest} />}
      primary={testFirst ? test : close}
      secondary={testFirst ? close : canTest ? test : null}
      onSubmit={({ reason, way }) => act.submit({ reason, to: way })}
      onCancel={onClose}
    />
  );
}

function ProbablyOpensAgain() {
  return (
    <Notice tone="warn" title="It will probably open again">
      The last error is less than a minute old. A test call first closes the circuit only if it succeeds.
    </Notice>
  );
}

function Consequences({ circuit, canTest }: { circuit: CircuitView; canTest: boolean }) {
  const { max_calls, successes_needed } = circuit.half_open;
  const successes = successes_needed === 1 ? "one success closes it" : `${successes_needed} successes close it`;
  return (
    <ul className="grid gap-1">
      {canTest && (
        <li>
          A test lets {counted(max_calls, "call")} through at a time: {successes}, one failure opens it again.
        </li>
      )}
      <li>
        A reset to closed lets all calls through at once. Failures so far are forgotten, and calls in flight no longer
        count.
      </li>
      {circuit.override !== null && <li>The hold on this circuit stays.</li>}
    </ul>
  );
}
