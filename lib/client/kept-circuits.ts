import { replaceEqualDeep } from "@tanstack/react-query";
import type { CircuitView, StatusReply } from "../contracts/circuit.ts";
import type { Received } from "./received.ts";

/** What the relative seconds of a circuit count from. */
export interface Anchor {
  /** `performance.now()` at the receipt of the reply that it came with. */
  readonly receivedAt: number;
  /** Milliseconds since the epoch by the server's clock then; null where the reply does not say. */
  readonly serverTime: number | null;
}

/**
 * Milliseconds that a reply may have been on its way for longer than the one that a circuit counts from: nothing is
 * gained by counting from the slower one. One that was faster by more than the other tells better what time it is.
 */
const SLOWER_MS = 800;
const FASTER_MS = 300;

const anchors = new WeakMap<CircuitView, Anchor>();

/** What a circuit's seconds count from, where it came with the status; it may be older than the latest reply. */
export function anchorOf(circuit: CircuitView): Anchor | undefined {
  return anchors.get(circuit);
}

/** Has the circuits of a reply count from it. */
export function anchored(received: Received<StatusReply>): Received<StatusReply> {
  const anchor = anchorFrom(received);
  for (const circuit of received.reply.circuits) if (!anchors.has(circuit)) anchors.set(circuit, anchor);
  return received;
}

/**
 * The reply with the circuits of the one before where only time has passed: the very same objects, so that what is shown
 * of them need not be rendered again. They go on counting from where they did, unless the reader's clock and the server's
 * disagree about what has passed meanwhile: a machine that slept takes them as they are now.
 */
export function keepCircuits(
  last: Received<StatusReply> | undefined,
  next: Received<StatusReply>,
): Received<StatusReply> {
  if (last === undefined || next.reply === last.reply) return anchored(next);
  const before = new Map(last.reply.circuits.map((circuit) => [circuit.circuit, circuit]));
  const anchor = anchorFrom(next);
  const circuits = next.reply.circuits.map((circuit) => {
    const known = before.get(circuit.circuit);
    return known !== undefined && countsOn(known, anchor) && isTheSame(known, circuit) ? known : circuit;
  });
  return anchored({ ...next, reply: { ...next.reply, circuits: sameList(last.reply.circuits, circuits) ?? circuits } });
}

function anchorFrom({ receivedAt, reply }: Received<StatusReply>): Anchor {
  return { receivedAt, serverTime: Date.parse(reply.server_time) };
}

/** Whether what it counts from says the same of now as a later reply does. */
function countsOn(known: CircuitView, { receivedAt, serverTime }: Anchor): boolean {
  const anchor = anchors.get(known);
  if (anchor === undefined || anchor.serverTime === null || serverTime === null) return false;
  const slower = receivedAt - anchor.receivedAt - (serverTime - anchor.serverTime);
  return slower <= SLOWER_MS && slower >= -FASTER_MS;
}

/** But for what only time has done. */
function isTheSame(known: CircuitView, now: CircuitView): boolean {
  const { seconds_in_state, seconds_since_last_error, seconds_until_recovery } = known;
  const timeless = { ...now, seconds_in_state, seconds_since_last_error, seconds_until_recovery };
  return replaceEqualDeep(known, timeless) === known;
}

/** The list before, where it holds the same. */
function sameList(before: CircuitView[], now: readonly CircuitView[]): CircuitView[] | null {
  return before.length === now.length && before.every((circuit, index) => circuit === now[index]) ? before : null;
}
