import { flushSync } from "react-dom";

/**
 * Closes a dialog whose opener goes away with what was acted upon, and puts the focus on the page's heading: else it
 * would fall to the top of the page. Not before the dialog is gone, for it keeps the focus inside.
 */
export function closeToHeading(close: () => void): void {
  flushSync(close);
  document.querySelector<HTMLElement>("main h1")?.focus();
}
