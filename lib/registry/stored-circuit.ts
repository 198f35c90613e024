import type { Circuit, CircuitEvent } from "../breaker/index.ts";
import { type Json, type NewEvent, type Stored, StoreError } from "../stores/store.ts";

/** The schema that this version writes. */
const SCHEMA = 1;

const BRAND = Symbol.for("breaker-panel.unreadable-circuit");

/** A newer version wrote a circuit in a schema that this one cannot read: it is left as it is. */
export class UnreadableCircuit extends StoreError {
  /** A brand of its own: by its parent's, every error of a store would be one of these. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && BRAND in value;
  }

  readonly [BRAND] = true;

  constructor(id: string) {
    super("unavailable", `circuit ${id} is stored in a schema that this version cannot read`);
    this.name = "UnreadableCircuit";
  }
}

/** A circuit as the store keeps it: with its schema, and with what other versions wrote beside it. */
export function encodeCircuit(circuit: Circuit, previous: Json): Json {
  const unknown = isRecord(previous) ? previous : {};
  return { ...unknown, schema: SCHEMA, circuit: circuit as unknown as Json };
}

/**
 * The circuit in a stored value.
 * @throws UnreadableCircuit
 */
export function decodeCircuit(stored: Stored): Circuit {
  const { value } = stored;
  if (!isRecord(value) || value.schema !== SCHEMA || !isRecord(value.circuit ?? null)) {
    throw new UnreadableCircuit(stored.id);
  }
  return completed(value.circuit as unknown as Circuit);
}

/** With what the first release did not write. */
function completed(circuit: Circuit): Circuit {
  if (circuit.openings !== undefined) return circuit;
  return circuit.state === "closed" ? { ...circuit, openings: 0, ramp: null } : { ...circuit, openings: 0 };
}

/** What happened to a circuit, as the log keeps it. `degraded` marks what happened while the store was out. */
export function toLog(
  circuit: string,
  events: readonly CircuitEvent[],
  instance: string,
  degraded: boolean,
): NewEvent[] {
  return events.map((event) => {
    const { kind, at, ...rest } = event;
    const {
      actor = null,
      reason = null,
      ...details
    } = rest as typeof rest & { actor?: string; reason?: string | null };
    const marked = degraded ? { ...details, degraded } : details;
    return { circuit, kind, at, actor, reason, instance, details: marked as unknown as NewEvent["details"] };
  });
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
