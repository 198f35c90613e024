import { setImmediate } from "node:timers/promises";
import { seesWorkspace } from "../../auth/permissions.ts";
import type { Principal } from "../../auth/principal.ts";
import type { AuditQuery } from "../../contracts/audit.ts";
import { ACT_KINDS } from "../../contracts/lists.ts";
import { callerOf } from "../../registry/index.ts";
import type { EventQuery, Store, StoredEvent } from "../../stores/store.ts";
import type { Services } from "../context.ts";
import { momentsOf } from "./moments.ts";
import { objectOf } from "./object-of.ts";

/** Events that are read from the store at a time. */
const CHUNK = 200;

/** Which acts are asked for, whatever number of them. */
export type ActFilter = Omit<AuditQuery, "limit" | "format">;

/** A question to the store, and which of its answers count. */
interface Source {
  readonly query: Omit<EventQuery, "limit">;
  readonly isMeant: (act: StoredEvent) => boolean;
}

/**
 * The acts that match and that this principal may see, newest first, read as they are asked for.
 * @throws OperationError where the times are no range; StoreError
 */
export function matchingActs(
  { store, now }: Pick<Services, "store" | "now">,
  principal: Principal,
  filter: ActFilter,
): AsyncGenerator<StoredEvent> {
  const sources = sourcesOf(filter, now()).map((source) => read(store, principal, source));
  return newestFirst(sources);
}

/** What was done to a circuit is found by its name; to an account or a setting, by looking at what is done to those. */
function sourcesOf({ actor, kind = ACT_KINDS, object, before, ...times }: ActFilter, now: number): Source[] {
  const query = {
    kinds: kind,
    ...momentsOf(times, now),
    ...(actor === undefined ? {} : { actor }),
    ...(before === undefined ? {} : { before }),
  };
  if (object === undefined) return [{ query, isMeant: () => true }];
  const ofCircuit = object.includes("@") ? { circuits: [object] } : { nodeType: object };
  return [
    { query: { ...query, ...ofCircuit }, isMeant: () => true },
    {
      query: { ...query, kinds: kind.filter((each) => each !== "signed_in" && !IS_OF_CIRCUITS.test(each)) },
      isMeant: (act) => act.circuit === null && objectOf(act) === object,
    },
  ];
}

const IS_OF_CIRCUITS = /^(reset$|override_|node_type_)/;

async function* read(store: Store, principal: Principal, { query, isMeant }: Source): AsyncGenerator<StoredEvent> {
  let before = query.before;
  do {
    const page = await store.history({ ...query, ...(before === undefined ? {} : { before }), limit: CHUNK });
    yield* page.events.filter((act) => isMeant(act) && isSeenBy(principal, act));
    before = page.nextBefore ?? undefined;
    // A local store answers at once: whoever reads a long log lets others have their turn.
    await setImmediate();
  } while (before !== undefined);
}

function isSeenBy(principal: Principal, { circuit }: StoredEvent): boolean {
  return seesWorkspace(principal, circuit === null ? null : (callerOf(circuit)?.workspace ?? null));
}

async function* newestFirst(sources: readonly AsyncGenerator<StoredEvent>[]): AsyncGenerator<StoredEvent> {
  const heads = await Promise.all(sources.map((source) => source.next()));
  for (;;) {
    let newest: { readonly from: number; readonly act: StoredEvent } | null = null;
    for (const [from, { done, value }] of heads.entries()) {
      if (!done && value.id > (newest?.act.id ?? 0)) newest = { from, act: value };
    }
    if (newest === null) return;
    yield newest.act;
    heads[newest.from] = await sources[newest.from]!.next();
  }
}
