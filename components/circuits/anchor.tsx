"use client";

import { createContext, type ReactNode, use, useMemo } from "react";
import { useElapsed } from "@/components/shell/freshness.tsx";
import { secondsLeft } from "@/lib/client/countdown.ts";
import { type Anchor, anchorOf } from "@/lib/client/kept-circuits.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";

type Recovery = Pick<CircuitView, "recovery_at" | "seconds_until_recovery">;

/** Another one with every reply: whoever asks for it is rendered again with each. */
const OfReply = createContext<Anchor>({ receivedAt: 0, serverTime: null });
/** Stays for as long as a circuit is as it was. */
const OfCircuit = createContext<Anchor | null>(null);

/** Has all that counts time within count from one reply. Where circuits come with the status, each knows its own. */
export function AnchorProvider({ receivedAt, serverTime, children }: Anchor & { children: ReactNode }) {
  const anchor = useMemo(() => ({ receivedAt, serverTime }), [receivedAt, serverTime]);
  return (
    <OfReply value={anchor}>
      <OfCircuit value={null}>{children}</OfCircuit>
    </OfReply>
  );
}

/** Has what is within count from the reply that this circuit came with, where that is known. */
export function CircuitAnchor({ circuit, children }: { circuit: CircuitView; children: ReactNode }) {
  return <OfCircuit value={useAnchorOf(circuit)}>{children}</OfCircuit>;
}

/** What a circuit's seconds count from here: for one that came with the status, the reply that it came with. */
export function useAnchorOf(circuit: CircuitView): Anchor {
  return anchorOf(circuit) ?? use(OfReply);
}

function useAnchor(): Anchor {
  return use(OfCircuit) ?? use(OfReply);
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
  return serverTime === null ? 0 : secondsBetween(Date.parse(at), serverTime);
}

/**
 * Seconds from the reply to an open circuit's recovery. The reply's own figure is of whole seconds, rounded up: counted
 * from there, a countdown would be late by up to one.
 */
export function useRecoveryWait({ recovery_at, seconds_until_recovery }: Recovery): number {
  const { serverTime } = useAnchor();
  if (serverTime === null || recovery_at === null) return seconds_until_recovery ?? 0;
  return secondsBetween(serverTime, Date.parse(recovery_at));
}

/** Seconds from the reply to an instant of the server's, by the server's clock alone. */
export function useServerWait(at: string): number {
  const { serverTime } = useAnchor();
  return serverTime === null ? 0 : secondsBetween(serverTime, Date.parse(at));
}

function secondsBetween(from: number, to: number): number {
  return Math.max(0, (to - from) / 1000);
}
