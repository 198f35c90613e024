import type { PolicyPatch } from "../breaker/index.ts";
import { decodeNodeType, type NodeType } from "../catalogue/node-type.ts";
import { SettingsValue } from "../catalogue/settings-value.ts";
import { Unreadables, UnreadableValue } from "../catalogue/unreadable.ts";
import type { Change, Store, Stored, Version } from "../stores/store.ts";

interface Known {
  /** Null where the store has lost it. */
  readonly version: Version | null;
  /** Without its revisions, of which there may be many; null where the node type was deleted. */
  readonly nodeType: NodeType | null;
}

interface Listener {
  /** Something else is stored under this name than before. */
  onNodeType(name: string): void;
  onDefaultPolicy(): void;
  onUnreadable(error: UnreadableValue): void;
}

/**
 * What a shared store says of node types, as far as a service has to know it. Unlike a panel's catalogue it makes none
 * of them ready to run, registers no circuits, and reads no secrets.
 */
export class StoredNodeTypes {
  readonly #store: Store;
  readonly #listener: Listener;
  readonly #defaultPolicy: SettingsValue<PolicyPatch>;
  readonly #unreadables: Unreadables;
  readonly #known = new Map<string, Known>();

  constructor(store: Store, listener: Listener) {
    this.#store = store;
    this.#listener = listener;
    const tell = (error: UnreadableValue) => listener.onUnreadable(error);
    this.#defaultPolicy = new SettingsValue<PolicyPatch>(store, "default_policy", {}, tell);
    this.#unreadables = new Unreadables(tell);
  }

  get defaultPolicy(): PolicyPatch {
    return this.#defaultPolicy.held.value;
  }

  /** What is known under a name, without its revisions; null where there is nothing or it was deleted. */
  get(name: string): NodeType | null {
    return this.#known.get(name)?.nodeType ?? null;
  }

  /** Whether the store holds a node type of this name, as far as is known. */
  holds(name: string): boolean {
    const known = this.#known.get(name);
    return known?.nodeType != null && known.version !== null;
  }

  /** Takes in a write of any process; told in the store's order. */
  follow(change: Change): void {
    if (this.#defaultPolicy.follow(change)) this.#listener.onDefaultPolicy();
    if (change.collection !== "node_types") return;
    if (change.value !== null) this.learn(change);
    else if (this.#isNews(change)) this.#lost(change.id);
  }

  /** Takes in what is stored, unless something later is known. */
  learn(stored: Stored): void {
    if (this.#isNews(stored)) this.#takeIn(stored);
  }

  /**
   * Learns what the store holds.
   * @throws StoreError where it cannot be read
   */
  async resync(): Promise<void> {
    if (await this.#defaultPolicy.resync()) this.#listener.onDefaultPolicy();
    const stored = await this.#store.load("node_types");
    for (const each of stored) this.#takeIn(each);
    const there = new Set(stored.map(({ id }) => id));
    for (const id of this.#known.keys()) if (!there.has(id)) this.#lost(id);
  }

  #isNews({ id, version }: Pick<Stored, "id" | "version">): boolean {
    return version.number > (this.#known.get(id)?.version?.number ?? 0);
  }

  /** What this version cannot read leaves everything as it was. */
  #takeIn({ id, version, value }: Stored): void {
    try {
      const read = decodeNodeType({ id, value });
      this.#known.set(id, { version, nodeType: "name" in read ? { ...read, revisions: [] } : null });
      this.#unreadables.delete(id);
    } catch (error) {
      if (!(error instanceof UnreadableValue)) throw error;
      this.#unreadables.add(id, version, error);
      return;
    }
    this.#listener.onNodeType(id);
  }

  /** Nobody removes a node type without a trace: the store was emptied, and what people set stays in force. */
  #lost(id: string): void {
    const known = this.#known.get(id);
    if (known === undefined || known.version === null) return;
    this.#known.set(id, { ...known, version: null });
    this.#listener.onNodeType(id);
  }
}
