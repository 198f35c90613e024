"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useElapsed } from "@/components/shell/freshness.tsx";
import { secondsLeft } from "@/lib/client/countdown.ts";

/** What the relative seconds of a reply count from. */
export interface Anchor {
  /** `performance.now()` at its receipt. */
  readonly receivedAt: number;
  /** Milliseconds since the epoch by the server's clock then; null where the reply does not say. */
  readonly serverTime: number | null;
}

const Context = createContext<Anchor>({ receivedAt: 0, serverTime: null });

export function AnchorProvider({ receivedAt, serverTime, children }: Anchor & { children: ReactNode }) {
  const anchor = useMemo(() => ({ receivedAt, serverTime }), [receivedAt, serverTime]);
  return <Context value={anchor}>{children}</Context>;
}

export function useAnchor(): Anchor {
  return useContext(Context);
}

/** What is shown of seconds that go on counting since the reply came. */
export function useSecondsSince<T extends string | number | boolean>(seconds: number, show: (now: number) => T): T {
  const { receivedAt } = useAnchor();
  return useElapsed(receivedAt, (elapsed) => show(seconds + elapsed));
}

/** What is shown of seconds that run down since the reply came. */
export function useSecondsUntil<T extends string | number | boolean>(seconds: number, show: (left: number) => T): T {
  const { receivedAt } = useAnchor();
  return useElapsed(receivedAt, (elapsed) => show(secondsLeft(seconds, elapsed)));
}

/** Seconds from an instant of the server's to the reply, by the server's clock alone. */
export function useServerAge(at: string): number {
  const { serverTime } = useAnchor();
  return serverTime === null ? 0 : Math.max(0, (serverTime - Date.parse(at)) / 1000);
}

/** Seconds from the reply to an instant of the server's, by the server's clock alone. */
export function useServerWait(at: string): number {
  const { serverTime } = useAnchor();
  return serverTime === null ? 0 : Math.max(0, (Date.parse(at) - serverTime) / 1000);
}
