"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { AtRest } from "@/components/ui/at-rest.tsx";
import { useOverlays } from "../overlays.tsx";
import { isForShortcuts } from "./is-for-shortcuts.ts";
import { useShortcuts } from "./preference.ts";

const keyActs = async () => (await import("./key-acts.tsx")).KeyActs;

/**
 * Listens for the shortcuts. What most of them do is loaded with the first key, which is kept until then. Two are taken
 * at once, for the browser has another use for them: the palette's, which holds a modifier and so works where single
 * keys are switched off too, and the search's, after which one goes on typing.
 */
export function Keyboard() {
  const enabled = useShortcuts();
  const { open } = useOverlays();
  const early = useRef<KeyboardEvent[] | null>([]);
  const [wanted, setWanted] = useState(false);

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (isForPalette(event)) {
      event.preventDefault();
      open("palette");
    } else if (enabled && isForShortcuts(event)) {
      if (event.key === "/") {
        event.preventDefault();
        focusSearch() || open("palette");
      } else if (early.current !== null) {
        early.current.push(event);
        setWanted(true);
      }
    }
  });

  useEffect(() => {
    // On the window: whatever is nearer to the key comes first, and may take it.
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  return enabled && <AtRest load={keyActs} props={{ early }} now={wanted} />;
}

function isForPalette({ key, metaKey, ctrlKey, altKey, isComposing }: KeyboardEvent): boolean {
  const isKey = (metaKey || ctrlKey) && !altKey && !isComposing && key.toLowerCase() === "k";
  return isKey && document.querySelector("dialog:modal") === null;
}

/** The page's own search, where it has one. */
function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>('main input[type="search"]');
  search?.focus();
  search?.select();
  return search !== null;
}
