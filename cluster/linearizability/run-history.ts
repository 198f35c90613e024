import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../lib/registry/chaos/random.ts";
import type { Store } from "../../lib/stores/store.ts";
import { Caller } from "./caller.ts";
import type { Answer, Call, Operation } from "./operation.ts";
import { record, recordAbandoned } from "./record.ts";

/** How often a client dies with its call on the way. */
const DIES = 0.02;
/** What a client waits after it was refused, in milliseconds, and how long it puts up with that. */
const REFUSED_PAUSE_MS = 5;
const REFUSED_MOST_MS = 30_000;

interface HistoryOptions {
  /** The value that they work on; nobody has written it yet. */
  readonly id: string;
  /** A store for each client. */
  readonly stores: readonly Store[];
  /** How many calls each client makes; refused ones do not count. */
  readonly operations: number;
  readonly random: Random;
  /** Is called with each call. */
  readonly onCall: () => void;
}

/** Lets clients work on one value at the same time, and then asks for what is left; what they all saw. */
export async function runHistory(options: HistoryOptions): Promise<readonly Operation[]> {
  const history: Operation[] = [];
  await Promise.all(options.stores.map((store, index) => work(store, "abcdefgh"[index]!, options, history)));
  await makeCall(options.stores[0]!, "end", { kind: "get" }, options, history);
  return history;
}

async function work(store: Store, name: string, options: HistoryOptions, history: Operation[]): Promise<void> {
  const { id, random, operations, onCall } = options;
  const caller = new Caller(name, random);
  for (let done = 0; done < operations; done++) {
    const call = caller.next();
    onCall();
    if (random.chance(DIES)) {
      history.push(recordAbandoned(store, id, name, call));
      return;
    }
    caller.learn(call, await makeCall(store, name, call, options, history));
  }
}

/** Makes the call until it is not refused. */
async function makeCall(
  store: Store,
  name: string,
  call: Call,
  { id }: HistoryOptions,
  history: Operation[],
): Promise<Answer> {
  for (const end = performance.now() + REFUSED_MOST_MS; ; await pause(REFUSED_PAUSE_MS)) {
    const operation = await record(store, id, name, call);
    history.push(operation);
    if (operation.answer.kind !== "unavailable") return operation.answer;
    if (performance.now() > end) throw new Error(`The store has refused every call for ${REFUSED_MOST_MS} ms`);
  }
}
