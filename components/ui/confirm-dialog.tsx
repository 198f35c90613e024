"use client";

import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { SubmitError } from "./form/submit-error.tsx";

interface ConfirmDialogProps {
  title: string;
  /** What the button does, as a verb: "Delete". */
  action: string;
  danger?: boolean;
  busy: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
  /** What follows from it. */
  children: ReactNode;
}

/** Asks before what cannot be taken back. The focus begins where nothing happens. */
export function ConfirmDialog({
  title,
  action,
  danger = false,
  busy,
  error,
  onConfirm,
  onClose,
  children,
}: ConfirmDialogProps) {
  const footer = (
    <>
      <Button data-autofocus disabled={busy} onClick={onClose}>
        Cancel
      </Button>
      <Button variant={danger ? "danger" : "primary"} busy={busy} onClick={onConfirm}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog title={title} busy={busy} onClose={onClose} footer={footer}>
      <div className="grid grid-cols-1 gap-4">
        <div className="grid grid-cols-1 gap-2 text-sm">{children}</div>
        <SubmitError error={error} />
      </div>
    </Dialog>
  );
}

/** Consequences, one a line. */
export function Consequences({ children }: { children: ReactNode }) {
  return <ul className="grid list-disc gap-1.5 pl-5 text-muted marker:text-faint">{children}</ul>;
}
