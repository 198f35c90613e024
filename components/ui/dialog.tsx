"use client";

import { type ReactNode, useId } from "react";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icons.tsx";
import { useModal } from "./use-modal.ts";

interface DialogProps {
  title: string;
  /** Called by Escape and by the close button; whoever renders the dialog takes it away. */
  onClose: () => void;
  /** While something is under way, it cannot be closed by accident. */
  busy?: boolean;
  wide?: boolean;
  footer?: ReactNode;
  children: ReactNode;
}

/** A modal dialog, open for as long as it is rendered. */
export function Dialog({ title, onClose, busy = false, wide = false, footer, children }: DialogProps) {
  const dialog = useModal();
  const titleId = useId();

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (!busy) onClose();
      }}
      // A browser closes by itself at a second Escape, whatever the first was answered.
      onClose={(event) => event.currentTarget.open || onClose()}
      className={classNames(
        "m-auto max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] flex-col overflow-hidden rounded-2xl border border-line",
        "bg-raised text-ink shadow-float backdrop:bg-black/55 open:flex max-sm:mb-4",
        wide ? "max-w-3xl" : "max-w-lg",
      )}
    >
      <header className="flex items-start gap-3 px-5 pt-4 pb-3">
        <h2 id={titleId} className="min-w-0 flex-1 break-words font-semibold text-base tracking-tight">
          {title}
        </h2>
        <Button
          variant="ghost"
          size="icon"
          aria-label="Close"
          disabled={busy}
          onClick={onClose}
          className="-mt-1 -mr-2"
        >
          <Icon name="close" />
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
      {footer && (
        <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t bg-surface px-5 py-3">
          {footer}
        </footer>
      )}
    </dialog>
  );
}
