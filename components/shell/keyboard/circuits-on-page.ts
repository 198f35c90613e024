/**
 * Circuits as the page shows them, found by what their cards and rows are marked with: the keyboard goes through
 * whatever a page puts there.
 */
const CIRCUIT = "main [data-circuit]";

/** The card or row that the focus is on, or in. */
export function circuitInFocus(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>(CIRCUIT) ?? null;
}

/** Puts the focus on the next circuit, or the one before; on the first where it is on none. */
export function focusCircuit(step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(CIRCUIT)].filter((each) => each.checkVisibility());
  const here = circuitInFocus();
  const at = here === null ? (step === 1 ? 0 : all.length - 1) : all.indexOf(here) + step;
  const circuit = all[Math.min(Math.max(at, 0), all.length - 1)];
  if (circuit === undefined) return;
  // Focusable only by this: whoever tabs goes on from control to control.
  circuit.tabIndex = -1;
  circuit.focus({ preventScroll: true });
  circuit.scrollIntoView({ block: "nearest" });
}

/** Follows the link to the page of the circuit that the focus itself is on. */
export function openCircuitInFocus(): boolean {
  const circuit = document.activeElement;
  if (!(circuit instanceof HTMLElement) || !circuit.matches(CIRCUIT)) return false;
  circuit.querySelector<HTMLElement>('a[href^="/circuits/"]')?.click();
  return true;
}

/**
 * Presses the button that opens the reset dialog: of the circuit in focus, or of the only one that the page is about.
 * @returns false where there is none to press
 */
export function resetCircuitInFocus(): boolean {
  const scope = circuitInFocus() ?? document;
  const buttons = [...scope.querySelectorAll<HTMLButtonElement>('[data-act="reset"]')];
  const [button] = buttons;
  if (button === undefined || button.disabled || buttons.length > 1) return false;
  button.click();
  return true;
}
