"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from "react";
import { Button } from "./button.tsx";
import { Icon } from "./icons.tsx";

const BATCH_MS = 1000;
/** After that it has been read out, and would only be found out of date. */
const SPOKEN_MS = 10_000;
const TOAST_MS = 8000;

interface StatusMessages {
  /** Heard, not seen: for changes that the page shows anyway. What comes within a second is read out together. */
  announce: (text: string) => void;
  /** Seen and heard. Never the only place where an error shows. */
  toast: (text: string) => void;
}

const Context = createContext<StatusMessages | null>(null);

export function useStatusMessages(): StatusMessages {
  const messages = useContext(Context);
  if (messages === null) throw new Error("useStatusMessages needs a StatusRegion above it");
  return messages;
}

/** The page's one polite live region, so that messages never talk over each other. */
export function StatusRegion({ children }: { children: ReactNode }) {
  const [announced, setAnnounced] = useState("");
  const [toasts, setToasts] = useState<readonly { id: number; text: string }[]>([]);
  const waiting = useRef<string[]>([]);
  const nextId = useRef(1);

  const announce = useCallback((text: string) => {
    waiting.current.push(text);
    if (waiting.current.length > 1) return;
    setTimeout(() => setAnnounced(waiting.current.splice(0).join(" ")), BATCH_MS);
  }, []);
  useEffect(() => {
    if (announced === "") return;
    const timer = setTimeout(() => setAnnounced(""), SPOKEN_MS);
    return () => clearTimeout(timer);
  }, [announced]);
  const toast = useCallback((text: string) => {
    const id = nextId.current++;
    setToasts((shown) => [...shown.slice(-2), { id, text }]);
  }, []);
  const messages = useMemo(() => ({ announce, toast }), [announce, toast]);

  return (
    <Context value={messages}>
      {children}
      <div
        role="status"
        aria-live="polite"
        className="fixed right-4 bottom-4 left-4 z-40 grid justify-items-end gap-2 pointer-events-none"
      >
        <p className="sr-only">{announced}</p>
        {toasts.map(({ id, text }) => (
          <Toast key={id} text={text} onGone={() => setToasts((shown) => shown.filter((each) => each.id !== id))} />
        ))}
      </div>
    </Context>
  );
}

function Toast({ text, onGone }: { text: string; onGone: () => void }) {
  const leave = useEffectEvent(onGone);
  useEffect(() => {
    const timer = setTimeout(() => leave(), TOAST_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="pointer-events-auto flex max-w-md items-start gap-2 rounded-xl border border-line bg-raised py-2.5 pr-2 pl-4 text-sm shadow-float">
      <p className="min-w-0 break-words py-1">{text}</p>
      <Button variant="ghost" size="icon" aria-label="Dismiss" onClick={onGone}>
        <Icon name="close" />
      </Button>
    </div>
  );
}
