import * as z from "zod";
import type { NodeKind, NodeResult, RunnableNode } from "../nodes/node-kind.ts";
import { Registry } from "../registry/index.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import type { Json, NewEvent, Store, Stored, Swap, SwapResult } from "../stores/store.ts";
import { Catalogue, type Entry, type PutResult } from "./catalogue.ts";
import type { NodeType } from "./node-type.ts";
import { SecretBox } from "./secrets.ts";
import type { UnreadableValue } from "./unreadable.ts";

const config = z.looseObject({ to: z.string(), secrets: z.array(z.string()) });

/** A node that answers with whom it writes to and which secrets it would send there. */
export class Letter implements RunnableNode {
  isClosed = false;
  readonly #output: unknown;

  constructor(to: string, secrets: ReadonlyMap<string, string>) {
    this.#output = { to, secrets: Object.fromEntries(secrets) };
  }

  async run(): Promise<NodeResult> {
    return { ok: true, output: this.#output };
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

const letterKind: NodeKind = {
  kind: "letter",
  configSchema: config,
  secretNames: (given) => config.parse(given).secrets,
  secretAudience: (given) => config.parse(given).to,
  prepare: (given, secrets) => new Letter(config.parse(given).to, secrets),
};

export const KEY = Buffer.alloc(32, 7);

/** A catalogue of letters with its registry, on a store that others may be on as well. */
export async function openHouse(store: Store = new MemoryStore(), key = KEY) {
  const registry = new Registry({ store, instance: "test" });
  const unreadable: UnreadableValue[] = [];
  const catalogue = new Catalogue({
    store,
    registry,
    kinds: [letterKind],
    secrets: new SecretBox(key),
    onUnreadable: (error) => unreadable.push(error),
  });
  await registry.load();
  await catalogue.load();
  return { store, registry, catalogue, unreadable };
}

export type House = Awaited<ReturnType<typeof openHouse>>;

interface Request {
  readonly to?: string;
  readonly title?: string;
  readonly policy?: NodeType["policy"];
  /** Given anew; those of `keep` stay as they are. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly keep?: readonly string[];
}

export function event(kind = "node_type_changed"): NewEvent {
  return { circuit: null, kind, at: 0, actor: "ada", reason: null, instance: "test", details: {} };
}

/** Puts a node type as an operation does. */
export function put({ catalogue }: House, name: string, request: Request = {}): Promise<PutResult> {
  const { to = "http://api.test", title = null, policy = {}, secrets = {}, keep = [] } = request;
  const before = catalogue.get(name)?.nodeType;
  const owner = { name, kind: "letter", config: { to, secrets: [...keep, ...Object.keys(secrets)] } };
  const added = Object.entries(secrets).map(([each, plain]) => [each, catalogue.seal(owner, each, plain)] as const);
  const nodeType: NodeType = {
    ...owner,
    title,
    owner: null,
    runbookUrl: null,
    tags: [],
    secrets: [
      ...(before?.secrets.filter(([each]) => keep.includes(each)) ?? []),
      ...added.map(([each, { ref }]) => [each, ref] as const),
    ],
    policy,
    revision: catalogue.nextRevision(name),
    createdAt: before?.createdAt ?? 0,
    updatedAt: 0,
    updatedBy: "ada",
    revisions: catalogue.revisionsOf(name),
  };
  return catalogue.put(
    nodeType,
    event(),
    added.map(([, secret]) => secret),
  );
}

/** As `put`, where it is stored. */
export async function stored(house: House, name: string, request?: Request): Promise<Entry> {
  const result = await put(house, name, request);
  if (result.status === "conflict") throw new Error(`${name} has changed meanwhile`);
  return result.entry;
}

/** What an execution of a node type comes to: its output, or why there is none. */
export async function run({ catalogue }: House, name: string): Promise<unknown> {
  const entry = catalogue.get(name);
  if (entry === undefined) throw new Error(`there is no ${name}`);
  const result = await entry.node.run({}, new AbortController().signal);
  return result.ok ? result.output : result.message;
}

/** Writes a value behind the panels' back, as a service may, or another version. */
export async function write(
  store: Store,
  collection: Swap["collection"],
  id: string,
  change: (value: Json) => Json,
): Promise<void> {
  const present = await store.get(collection, id);
  const expected = present?.version ?? null;
  const next = change(present?.value ?? null);
  const swap = { collection, id, expected, next, events: [], writeId: `${id} ${Math.random()}` };
  const { status } = await store.swap(swap);
  if (status === "conflict") throw new Error("somebody was faster");
}

/** What a store holds of node types and secrets, as text. */
export async function textOf(store: Store, collection: "node_types" | "secrets"): Promise<string> {
  return JSON.stringify((await store.load(collection)).map(({ value }) => value));
}

/** How many secrets are kept. */
export async function secretsIn(store: Store): Promise<number> {
  return (await store.load("secrets")).length;
}

/** Brings what has been written since it was made to houses, in the store's order. */
export async function follower(store: Store): Promise<(...houses: readonly House[]) => Promise<void>> {
  let { cursor } = await store.changes(null);
  return async (...houses) => {
    const { changes, cursor: next } = await store.changes(cursor);
    cursor = next;
    for (const change of changes) {
      for (const { registry, catalogue } of houses) {
        registry.follow(change);
        await catalogue.follow(change);
      }
    }
  };
}

/** A store that refuses the swaps that a test picks, or carries them out and loses the reply. */
export class RefusingStore extends MemoryStore {
  refuse: (swap: Swap) => Error | null = () => null;
  loseReply: (swap: Swap) => Error | null = () => null;
  /** Refuses to tell what is in the collection `secrets`. */
  hidden: Error | null = null;

  override swap(swap: Swap): SwapResult {
    const error = this.refuse(swap);
    if (error !== null) throw error;
    const result = super.swap(swap);
    const lost = this.loseReply(swap);
    if (lost !== null) throw lost;
    return result;
  }

  override get(collection: Swap["collection"], id: string): Stored | null {
    if (collection === "secrets" && this.hidden !== null) throw this.hidden;
    return super.get(collection, id);
  }
}

/** A store whose place another one can take, as where a server has lost what it kept. */
export function exchangeable(first: Store): { readonly store: Store; exchange(next: Store): void } {
  let present = first;
  const store = new Proxy(first, {
    get(_, key) {
      const member: unknown = Reflect.get(present, key);
      return typeof member === "function" ? member.bind(present) : member;
    },
  });
  return {
    store,
    exchange(next) {
      present = next;
    },
  };
}
