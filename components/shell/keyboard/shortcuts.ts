import { pages } from "../pages.ts";

export type ShortcutAct =
  | "search"
  | "next"
  | "previous"
  | "open"
  | "reset"
  | "pause"
  | "sheet"
  | { readonly goTo: string };

export interface Shortcut {
  /** Pressed one after the other. */
  readonly keys: readonly string[];
  readonly does: string;
  readonly act: ShortcutAct;
}

export interface ShortcutGroup {
  readonly name: string;
  readonly shortcuts: readonly Shortcut[];
}

/** All shortcuts of single keys, as the sheet shows them. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    name: "Circuits",
    shortcuts: [
      { keys: ["j"], does: "Next circuit", act: "next" },
      { keys: ["k"], does: "Previous circuit", act: "previous" },
      { keys: ["Enter"], does: "Open the page of the circuit in focus", act: "open" },
      { keys: ["r"], does: "Reset the circuit in focus (asks first)", act: "reset" },
    ],
  },
  {
    name: "Everywhere",
    shortcuts: [
      { keys: ["/"], does: "Search", act: "search" },
      { keys: ["p"], does: "Pause updates, or resume them", act: "pause" },
      { keys: ["?"], does: "Show this sheet", act: "sheet" },
    ],
  },
  {
    name: "Pages",
    shortcuts: pages.map(({ path, name, key }) => ({ keys: ["g", key], does: name, act: { goTo: path } })),
  },
];

const all = shortcutGroups.flatMap(({ shortcuts }) => shortcuts);

export interface KeyReading {
  /** What the keys so far ask for; null where they ask for nothing. */
  readonly act: ShortcutAct | null;
  /** Keys that begin a longer shortcut. */
  readonly pending: readonly string[];
}

/** What one more key means after those that are `pending`. A key that leads nowhere begins anew. */
export function readKey(pending: readonly string[], key: string): KeyReading {
  const keys = [...pending, key];
  const fits = all.filter((shortcut) => keys.every((each, index) => shortcut.keys[index] === each));
  const whole = fits.find((shortcut) => shortcut.keys.length === keys.length);
  if (whole !== undefined) return { act: whole.act, pending: [] };
  if (fits.length > 0) return { act: null, pending: keys };
  return pending.length > 0 ? readKey([], key) : { act: null, pending: [] };
}
