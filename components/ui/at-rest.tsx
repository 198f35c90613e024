"use client";

import { type ComponentType, type ReactNode, useEffect, useState } from "react";

/** Milliseconds after which a page that has been opened has come to rest. */
const AT_REST_MS = 2500;

interface AtRestProps<Props> {
  load: () => Promise<ComponentType<Props>>;
  props: Props;
  /** It is wanted before the page has come to rest. */
  now?: boolean;
  fallback?: ReactNode;
}

/**
 * What nobody needs in a page's first seconds, and its first load goes without. Never rendered by the server, which
 * would send it along. Where it cannot be loaded, the page does without it.
 */
export function AtRest<Props extends object>({ load, props, now = false, fallback }: AtRestProps<Props>) {
  const [loaded, setLoaded] = useState<{ Component: ComponentType<Props> } | null>(null);
  useEffect(() => {
    let left = false;
    const keep = (Component: ComponentType<Props>) => left || setLoaded({ Component });
    const timer = setTimeout(() => void load().then(keep, () => {}), now ? 0 : AT_REST_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [load, now]);
  return loaded === null ? fallback : <loaded.Component {...props} />;
}
