"use client";

import type { ReactNode } from "react";
import { Dialog } from "@/components/ui/dialog.tsx";
import type { Anchor } from "@/lib/client/kept-circuits.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { AnchorProvider } from "../anchor.tsx";
import { ActOutcome } from "./act-outcome.tsx";
import type { ActKind } from "./verdict.ts";

interface ActDialogProps {
  title: string;
  kind: ActKind;
  act: {
    readonly circuit: CircuitView;
    readonly anchor: Anchor;
    readonly isBusy: boolean;
    readonly after: CircuitView | null;
  };
  /** With the circuit as the act left it, to be watched on; null where nothing was done. */
  onClose: (after: CircuitView | null) => void;
  /** What is asked before. */
  children: ReactNode;
}

/** Asks, then tells what came of it. What is shown is only ever what the server has said. */
export function ActDialog({ title, kind, act, onClose, children }: ActDialogProps) {
  const { circuit, anchor, isBusy, after } = act;
  return (
    <AnchorProvider {...anchor}>
      {after === null ? (
        <Dialog title={title} busy={isBusy} onClose={() => onClose(null)}>
          {children}
        </Dialog>
      ) : (
        <Dialog title={title} onClose={() => onClose(after)}>
          <ActOutcome kind={kind} after={after} now={circuit} onClose={() => onClose(after)} />
        </Dialog>
      )}
    </AnchorProvider>
  );
}
