import { randomUUID } from "node:crypto";
import type { EVENT_KINDS } from "../contracts/lists.ts";
import { OperationError } from "../operations/errors.ts";
import type { Collection, Json, NewEvent, Store, Stored } from "../stores/store.ts";

/** More than this many writers that are all faster are a fault, not bad luck. */
const TRIES = 20;

/** What accounts are kept with. `now` gives milliseconds since the epoch; `instance` is who writes events. */
export interface AccountsContext {
  readonly store: Store;
  readonly now: () => number;
  readonly instance: string;
}

/** An event about accounts: never with a secret in its details. `actor` is null where nobody did it. */
export function eventOf(
  { now, instance }: Pick<AccountsContext, "now" | "instance">,
  kind: (typeof EVENT_KINDS)[number],
  actor: string | null,
  details: NewEvent["details"],
): NewEvent {
  return { circuit: null, kind, at: now(), actor, reason: null, instance, details };
}

/** Writes one value with its events; false where somebody else was faster. `next` null removes it. */
export async function writeOver(
  context: AccountsContext,
  at: { readonly collection: Collection; readonly id: string; readonly over: Stored | null },
  next: Json,
  events: readonly NewEvent[] = [],
): Promise<boolean> {
  const { status } = await context.store.swap({
    collection: at.collection,
    id: at.id,
    expected: at.over?.version ?? null,
    next,
    events,
    writeId: randomUUID(),
  });
  return status === "applied";
}

/** What an attempt answers where somebody else wrote in between. */
export const OVERTAKEN = Symbol("overtaken");

/** Does what reads, decides and writes, from the start again where it was overtaken. */
export async function untilWritten<T>(attempt: () => Promise<T | typeof OVERTAKEN>): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const result = await attempt();
    if (result !== OVERTAKEN) return result;
  }
  throw new OperationError("conflict", "Others are changing the same thing. Try again.");
}
