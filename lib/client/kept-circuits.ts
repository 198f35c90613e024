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

/** Seconds by which a reply may come later than another, beside what lies between them. */
const LATENESS = 0.3;

const anchors = new WeakMap<CircuitView, Anchor>();

/** What a circuit's seconds count from, where it came with the status; it may be older than the latest reply. */
export function anchorOf(circuit: CircuitView): Anchor | undefined {
  return anchors.get(circuit);
}

/** Has the circuits of a reply count from it. */
export function anchored(received: Received<StatusReply>): Received<StatusReply> {
  const anchor = { receivedAt: received.receivedAt, serverTime: Date.parse(received.reply.server_time) };
  for (const circuit of received.reply.circuits) if (!anchors.has(circuit)) anchors.set(circuit, anchor);
  return received;
}

/**
 * The reply with the circuits of the one before where only time has passed: the very same objects, so that what is shown
 * of them need not be rendered again. They go on counting from where they did. A machine that slept has another idea of
 * what has passed than the server, and takes them as they are now.
 */
export function keepCircuits(
  last: Received<StatusReply> | undefined,
  next: Received<StatusReply>,
): Received<StatusReply> {
  if (last === undefined || next.reply === last.reply) return anchored(next);
  const before = new Map(last.reply.circuits.map((circuit) => [circuit.circuit, circuit]));
  const circuits = next.reply.circuits.map((circuit) => {
    const known = before.get(circuit.circuit);
    return known !== undefined && isKept(known, circuit, next.receivedAt) ? known : circuit;
  });
  return anchored({ ...next, reply: { ...next.reply, circuits: sameList(last.reply.circuits, circuits) ?? circuits } });
}

function isKept(known: CircuitView, now: CircuitView, receivedAt: number): boolean {
  const anchor = anchors.get(known);
  if (anchor === undefined) return false;
  const passed = (receivedAt - anchor.receivedAt) / 1000;
  if (Math.abs(known.seconds_in_state + passed - now.seconds_in_state) > LATENESS) return false;
  const { seconds_in_state, seconds_since_last_error, seconds_until_recovery } = known;
  const timeless = { ...now, seconds_in_state, seconds_since_last_error, seconds_until_recovery };
  return replaceEqualDeep(known, timeless) === known;
}

/** The list before, where it holds the same. */
function sameList(before: CircuitView[], now: readonly CircuitView[]): CircuitView[] | null {
  return before.length === now.length && before.every((circuit, index) => circuit === now[index]) ? before : null;
}
