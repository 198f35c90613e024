"use client";

import { useEffect, useEffectEvent, useState } from "react";

interface Draft {
  readonly value: string;
  readonly onChange: (event: { target: { value: string } }) => void;
  readonly onBlur: () => void;
}

/** Typing is not interrupted by a question to the server at every key. */
const PAUSE_MS = 200;

/**
 * Text that is being typed, for what is kept elsewhere (the URL) and follows a moment later. Once the field is left,
 * it shows again what is kept.
 */
export function useDraft(kept: string, keep: (text: string) => void): Draft {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = useEffectEvent((text: string) => {
    if (text.trim() !== kept) keep(text.trim());
  });
  useEffect(() => {
    if (draft === null) return;
    const timer = setTimeout(() => commit(draft), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  return {
    value: draft ?? kept,
    onChange: (event) => setDraft(event.target.value),
    onBlur: () => {
      if (draft !== null && draft.trim() !== kept) keep(draft.trim());
      setDraft(null);
    },
  };
}
