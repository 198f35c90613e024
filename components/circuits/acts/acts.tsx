"use client";

import { createContext, type ReactNode, Suspense, useContext, useMemo, useState } from "react";
import { lazily } from "@/components/ui/lazily.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import type { Chosen } from "./bulk/chosen.ts";
import type { BulkVerb } from "./bulk/verbs.ts";

const BulkDialog = lazily(async () => (await import("./bulk/bulk-dialog.tsx")).BulkDialog);
const HoldDialog = lazily(async () => (await import("./hold-dialog.tsx")).HoldDialog);
const LiftDialog = lazily(async () => (await import("./lift-dialog.tsx")).LiftDialog);
const OutcomeWatch = lazily(async () => (await import("./outcome-watch.tsx")).OutcomeWatch);
const ResetDialog = lazily(async () => (await import("./reset-dialog.tsx")).ResetDialog);

type Act =
  | {
      /** A test is a reset that begins with a test call. */
      readonly kind: "reset" | "test" | "hold";
      /** As it was seen when the act was chosen. */
      readonly circuit: CircuitView;
    }
  | { readonly kind: "bulk"; readonly verb: BulkVerb; readonly chosen: Chosen };

interface Acts {
  readonly open: (act: Act) => void;
  readonly isOpen: boolean;
}

const Context = createContext<Acts>({ open: () => {}, isOpen: false });

export function useActs(): Acts {
  return useContext(Context);
}

/** The one dialog in which an admin acts on a circuit, and the watch over what comes of it once it is closed. */
export function ActsProvider({ children }: { children: ReactNode }) {
  const [act, setAct] = useState<Act | null>(null);
  const [watched, setWatched] = useState<CircuitView | null>(null);
  const acts = useMemo(() => ({ open: setAct, isOpen: act !== null }), [act]);
  const close = (after: CircuitView | null = null) => {
    setAct(null);
    setWatched(after);
  };
  return (
    <Context value={acts}>
      {children}
      <Suspense>
        {(act?.kind === "reset" || act?.kind === "test") && (
          <ResetDialog circuit={act.circuit} isTest={act.kind === "test"} onClose={close} />
        )}
        {act?.kind === "hold" && act.circuit.override === null && (
          <HoldDialog circuit={act.circuit} onClose={() => close()} />
        )}
        {act?.kind === "hold" && act.circuit.override !== null && (
          <LiftDialog circuit={act.circuit} onClose={() => close()} />
        )}
        {act?.kind === "bulk" && <BulkDialog verb={act.verb} chosen={act.chosen} onClose={() => close()} />}
        {watched && <OutcomeWatch key={watched.generation} after={watched} onEnd={() => setWatched(null)} />}
      </Suspense>
    </Context>
  );
}
