/** Whether every word of what was typed is in a text. */
export function matchesWords(typed: string, text: string): boolean {
  const within = text.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => within.includes(word));
}

/**
 * Circuits that a search found, those first whose name is meant: the server's search looks into owners and errors too.
 * Within a rank they stay in the order that they came in.
 */
export function byName<T extends { readonly circuit: string }>(circuits: readonly T[], typed: string): readonly T[] {
  const wanted = typed.trim().toLowerCase();
  const rank = ({ circuit }: T) => {
    const at = circuit.toLowerCase().indexOf(wanted);
    if (at === 0) return circuit.length === wanted.length ? 0 : 1;
    return at > 0 ? 2 : 3;
  };
  return circuits.toSorted((a, b) => rank(a) - rank(b));
}
