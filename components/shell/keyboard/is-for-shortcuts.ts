const NOT_FOR_TEXT = /^(checkbox|radio|button|submit|reset|range|color|file)$/;

/** Whether a key may be a shortcut: nobody has taken it, it holds no modifier, and it is not meant for something else. */
export function isForShortcuts(event: KeyboardEvent): boolean {
  const isTaken = event.defaultPrevented || event.isComposing || event.metaKey || event.ctrlKey || event.altKey;
  return !isTaken && !isWriting(event.target);
}

/** Whether keys go into a text that is being written, a choice, or a dialog that is open. */
function isWriting(target: EventTarget | null): boolean {
  if (document.querySelector("dialog:modal") !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_FOR_TEXT.test(target.type);
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
}
