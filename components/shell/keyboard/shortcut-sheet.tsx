"use client";

import { Fragment } from "react";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Checkbox } from "@/components/ui/inputs.tsx";
import { Key } from "@/components/ui/key.tsx";
import { setShortcuts, useShortcuts } from "./preference.ts";
import { type Shortcut, shortcutGroups } from "./shortcuts.ts";
import { useJumpKey } from "./use-jump-key.ts";

export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const enabled = useShortcuts();
  const jumpKey = useJumpKey();
  if (!isOpen) return null;
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <div className="grid gap-5">
        <p className="flex items-center justify-between gap-4 text-sm">
          Jump to a circuit, a page or an act
          <Key>{jumpKey}</Key>
        </p>
        <div className={enabled ? "grid gap-5" : "grid gap-5 opacity-55"}>
          {shortcutGroups.map(({ name, shortcuts }) => (
            <section key={name} aria-label={name}>
              <h3 className="mb-1 font-semibold text-[0.8125rem] text-muted">{name}</h3>
              <ul className="divide-y divide-line">
                {shortcuts.map((shortcut) => (
                  <Line key={shortcut.does} {...shortcut} />
                ))}
              </ul>
            </section>
          ))}
        </div>
        <div className="border-line border-t pt-4">
          <Checkbox
            label="Shortcuts of single keys"
            checked={enabled}
            onChange={(event) => setShortcuts(event.target.checked)}
          />
          <p className="text-[0.8125rem] text-muted">
            They are never taken from a field. Switch them off where speech input or a slip of the hand sets them off;
            this browser remembers it.
          </p>
        </div>
      </div>
    </Dialog>
  );
}

function Line({ keys, does }: Pick<Shortcut, "keys" | "does">) {
  return (
    <li className="flex items-center justify-between gap-4 py-1.5 text-sm">
      {does}
      <span className="flex shrink-0 items-center gap-1 text-faint text-xs">
        {keys.map((key, index) => (
          <Fragment key={key}>
            {index > 0 && "then"}
            <Key>{key}</Key>
          </Fragment>
        ))}
      </span>
    </li>
  );
}
