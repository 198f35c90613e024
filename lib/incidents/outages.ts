import type { CircuitState, Instant } from "../breaker/index.ts";
import { byTime, type TroubleEvent } from "./trouble-event.ts";

/** A time in which a circuit was in one state. */
export interface Span {
  readonly state: Exclude<CircuitState, "closed">;
  readonly from: Instant;
  /** Null where it lasts. */
  readonly until: Instant | null;
}

/** One circuit from where it opened out of health to where it closed. */
export interface Outage<E extends TroubleEvent> {
  readonly circuit: string;
  readonly from: Instant;
  /** Null where the circuit is not closed yet. */
  readonly until: Instant | null;
  /** It was open before the first event that is known of it. */
  readonly beganBefore: boolean;
  /** Every opening: out of health, and after a test call. Never empty. */
  readonly trips: readonly E[];
  readonly spans: readonly Span[];
}

/** What a circuit is by now, and since when; null where there is no such circuit. */
export type Standing = (circuit: string) => { readonly state: CircuitState; readonly since: Instant } | null;

type Draft<E extends TroubleEvent> = { -readonly [K in keyof Outage<E>]: Outage<E>[K] } & {
  trips: E[];
  spans: Span[];
  last: Instant;
};

/**
 * The outages of all circuits, in the order of their beginnings. What closes a circuit that is not known to have opened
 * tells of no outage.
 * @param events in any order
 * @param standing ends what the log leaves open: a circuit that closed without an event, or that is gone
 */
export function outagesOf<E extends TroubleEvent>(events: readonly E[], standing: Standing): Outage<E>[] {
  const lasting = new Map<string, Draft<E>>();
  const all: Draft<E>[] = [];
  for (const event of events.toSorted(byTime)) {
    const outage = lasting.get(event.circuit);
    const state = stateAfter(event);
    if (event.kind === "node_type_deleted") {
      for (const each of lasting.values()) if (belongsTo(each.circuit, event.circuit)) end(each, event.at, lasting);
    } else if (outage !== undefined && state === "closed") {
      end(outage, event.at, lasting);
    } else if (outage !== undefined && state !== null) {
      goOn(outage, event, state as Span["state"]);
    } else if (event.kind === "opened") {
      const begun = begin(event);
      lasting.set(event.circuit, begun);
      all.push(begun);
    }
  }
  for (const outage of lasting.values()) endByStanding(outage, standing, lasting);
  return all.map(({ last: _, ...outage }) => outage);
}

function begin<E extends TroubleEvent>(event: E): Draft<E> {
  const { circuit, at } = event;
  const beganBefore = event.state !== null && event.state !== "closed";
  const spans: Span[] = [{ state: "open", from: at, until: null }];
  return { circuit, from: at, until: null, beganBefore, trips: [event], spans, last: at };
}

function goOn<E extends TroubleEvent>(outage: Draft<E>, event: E, state: Span["state"]): void {
  outage.last = event.at;
  if (event.kind === "opened") outage.trips.push(event);
  if (outage.spans.at(-1)?.state === state) return;
  endSpan(outage, event.at);
  outage.spans.push({ state, from: event.at, until: null });
}

function end<E extends TroubleEvent>(outage: Draft<E>, at: Instant, lasting: Map<string, Draft<E>>): void {
  outage.until = at;
  endSpan(outage, at);
  lasting.delete(outage.circuit);
}

function endSpan<E extends TroubleEvent>({ spans }: Draft<E>, until: Instant): void {
  const last = spans.pop();
  if (last !== undefined) spans.push({ ...last, until });
}

function endByStanding<E extends TroubleEvent>(outage: Draft<E>, standing: Standing, lasting: Map<string, Draft<E>>) {
  const now = standing(outage.circuit);
  if (now === null) end(outage, outage.last, lasting);
  // A circuit that has not heard of its last event yet knows less than the log does.
  else if (now.state === "closed" && now.since >= outage.last) end(outage, now.since, lasting);
}

function stateAfter({ kind, state }: TroubleEvent): CircuitState | null {
  if (kind === "opened") return "open";
  if (kind === "half_opened") return "half_open";
  if (kind === "closed") return "closed";
  return kind === "reset" ? (state ?? "closed") : null;
}

/** A node type takes its callers' circuits along. */
function belongsTo(circuit: string, nodeType: string): boolean {
  return circuit === nodeType || circuit.startsWith(`${nodeType}@`);
}
