import { type Store, type Stored, StoreError } from "../../lib/stores/store.ts";
import type { Answer, Call, Operation, Seen } from "./operation.ts";

const COLLECTION = "circuits";

/** Makes the call on the value `id` of the store, and waits for its answer. */
export async function record(store: Store, id: string, client: string, call: Call): Promise<Operation> {
  const invokedAt = performance.now();
  const answer = await answerOf(store, id, call);
  return { client, call, answer, invokedAt, returnedAt: performance.now() };
}

/** Makes the call as one does who dies before its answer comes. */
export function recordAbandoned(store: Store, id: string, client: string, call: Call): Operation {
  const invokedAt = performance.now();
  void answerOf(store, id, call).catch(() => {});
  return { client, call, answer: { kind: "unknown" }, invokedAt, returnedAt: invokedAt };
}

async function answerOf(store: Store, id: string, call: Call): Promise<Answer> {
  try {
    return await ask(store, id, call);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { kind: error.code === "unavailable" ? "unavailable" : "unknown" };
  }
}

async function ask(store: Store, id: string, call: Call): Promise<Answer> {
  if (call.kind === "get") return { kind: "seen", seen: seen(await store.get(COLLECTION, id)) };
  const { expected, next, writeId } = call;
  const result = await store.swap({ collection: COLLECTION, id, expected, next, writeId, events: [] });
  if (result.status === "applied") return { kind: "applied", version: result.version };
  return { kind: "conflict", current: seen(result.current) };
}

function seen(stored: Stored | null): Seen {
  return stored === null ? null : { version: stored.version, value: String(stored.value) };
}
