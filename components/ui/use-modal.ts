import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * Opens a dialog as a modal for as long as it is rendered. The browser keeps the focus inside and gives it back to the
 * opener. The element with `data-autofocus` gets it first.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) {
      element.showModal();
      // React keeps `autofocus` to itself, so the browser would choose the first control.
      element.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    }
    // Closing before the element goes is what returns the focus; a plain effect would come too late.
    return () => element?.close();
  }, []);
  return dialog;
}
