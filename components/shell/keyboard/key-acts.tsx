"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import { useOverlays } from "../overlays.tsx";
import { usePause } from "../pause.tsx";
import { focusCircuit, openCircuitInFocus, resetCircuitInFocus } from "./circuits-on-page.ts";
import { isForShortcuts } from "./is-for-shortcuts.ts";
import { readKey, type ShortcutAct } from "./shortcuts.ts";

/** A sequence that is not gone on with is forgotten. */
const SEQUENCE_MS = 1500;

/** What a key that is held down goes on doing. */
const REPEATS: ReadonlySet<ShortcutAct> = new Set(["next", "previous"]);

/**
 * Does what the shortcuts of single keys say.
 * @param early keys that were pressed before this was there; null as soon as it has taken them over
 */
export function KeyActs({ early }: { early: RefObject<KeyboardEvent[] | null> }) {
  const act = useShortcutActs();
  const pending = useRef<{ keys: readonly string[]; at: number }>({ keys: [], at: 0 });

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!isForShortcuts(event)) return;
    const before = event.timeStamp - pending.current.at < SEQUENCE_MS ? pending.current.keys : [];
    const reading = readKey(before, keyOf(event));
    pending.current = { keys: reading.pending, at: event.timeStamp };
    if (reading.act === null || (event.repeat && !REPEATS.has(reading.act))) return;
    if (act(reading.act)) event.preventDefault();
  });

  useEffect(() => {
    for (const event of early.current ?? []) press(event);
    early.current = null;
    window.addEventListener("keydown", press);
    return () => {
      window.removeEventListener("keydown", press);
      early.current = [];
    };
  }, [early]);
  return null;
}

/** On a circuit the arrows do what `j` and `k` do; elsewhere they scroll. */
function keyOf({ key, target }: KeyboardEvent): string {
  const isOnCircuit = target instanceof HTMLElement && target.matches("[data-circuit]");
  if (isOnCircuit && key === "ArrowDown") return "j";
  if (isOnCircuit && key === "ArrowUp") return "k";
  return key;
}

/** Carries a shortcut out; false leaves the key to the browser. */
function useShortcutActs(): (act: ShortcutAct) => boolean {
  const router = useRouter();
  const { toggle } = usePause();
  const { open } = useOverlays();
  const { toast } = useStatusMessages();
  return (act) => {
    if (typeof act === "object") router.push(act.goTo);
    else if (act === "open") return openCircuitInFocus();
    else if (act === "next") focusCircuit(1);
    else if (act === "previous") focusCircuit(-1);
    else if (act === "pause") toggle();
    else if (act === "sheet") open("sheet");
    else if (act === "reset" && !resetCircuitInFocus()) {
      toast("Nothing to reset here: choose a circuit with j and k first.");
    }
    return true;
  };
}
