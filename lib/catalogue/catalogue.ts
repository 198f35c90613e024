import { randomUUID } from "node:crypto";
import type { Policy, PolicyPatch } from "../breaker/index.ts";
import type { NodeKind } from "../nodes/node-kind.ts";
import { withDeadline } from "../registry/deadline.ts";
import type { Registry } from "../registry/index.ts";
import {
  type Change,
  type Json,
  type NewEvent,
  type Store,
  type Stored,
  StoreError,
  type SwapResult,
} from "../stores/store.ts";
import { isSameVersion } from "../stores/version.ts";
import { actEnd } from "./act-deadline.ts";
import { type Entry, InForce, type LastStored } from "./in-force.ts";
import { type KnownSecrets, NodeMaker, type Owner } from "./node-maker.ts";
import { decodeNodeType, encodeNodeType, encodeTombstone, type NodeType } from "./node-type.ts";
import type { Revision } from "./revision.ts";
import { idOfRef } from "./secret-ref.ts";
import { type KeptSecret, SecretVault } from "./secret-vault.ts";
import type { SecretBox } from "./secrets.ts";
import { type SettingsEdit, SettingsValue } from "./settings-value.ts";
import { Turns } from "./turns.ts";
import { Unreadables, UnreadableValue } from "./unreadable.ts";

export type { Entry } from "./in-force.ts";

export interface CatalogueOptions {
  readonly store: Store;
  readonly registry: Registry;
  readonly kinds: readonly NodeKind[];
  readonly secrets: SecretBox;
  /** Told, once, of what is stored in a way that this version cannot read. Must not throw. */
  readonly onUnreadable?: (error: UnreadableValue) => void;
}

/** What came of an edit; `conflict` where the node type has changed since it was read. */
export type PutResult = { readonly status: "stored"; readonly entry: Entry } | { readonly status: "conflict" };

const NO_SECRETS: KnownSecrets = new Map();

/** The node types of this panel, with the policies that are in force for them. */
export class Catalogue {
  readonly defaultPolicy: SettingsValue<PolicyPatch>;
  readonly #store: Store;
  readonly #registry: Registry;
  readonly #vault: SecretVault;
  readonly #maker: NodeMaker;
  readonly #inForce: InForce;
  readonly #unreadables: Unreadables;
  /** Whatever changes a node type waits for what is under way with it: secrets are read meanwhile. */
  readonly #turns = new Turns();

  constructor({ store, registry, kinds, secrets, onUnreadable }: CatalogueOptions) {
    this.#store = store;
    this.#registry = registry;
    this.#vault = new SecretVault(store);
    this.#maker = new NodeMaker(kinds, secrets, this.#vault);
    this.#unreadables = new Unreadables(onUnreadable);
    this.defaultPolicy = new SettingsValue<PolicyPatch>(store, "default_policy", {}, onUnreadable);
    this.#inForce = new InForce(registry, () => this.defaultPolicy.held.value);
  }

  /**
   * Reads what is stored. Called once, after the registry has loaded. What this version cannot read is left out.
   * @throws StoreError
   */
  async load(): Promise<void> {
    await this.defaultPolicy.load();
    const stored = await this.#store.load("node_types");
    await Promise.all(stored.map((each) => this.#turns.take(each.id, () => this.#takeIn(each))));
  }

  kind(name: string): NodeKind | undefined {
    return this.#maker.kind(name);
  }

  get(name: string): Entry | undefined {
    return this.#inForce.get(name);
  }

  /** Every node type, by name. */
  all(): Entry[] {
    return [...this.#inForce.entries()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The revision that the next edit of a node type makes. */
  nextRevision(name: string): number {
    return (this.#inForce.known(name)?.revision ?? 0) + 1;
  }

  /** The edits that are kept of a node type, newest first; also of one that has been deleted. */
  revisionsOf(name: string): readonly Revision[] {
    const known = this.#inForce.known(name);
    if (known === undefined) return [];
    return "nodeType" in known ? known.nodeType.revisions : known.revisions;
  }

  /** The policy of a node type that says this. */
  effectivePolicy(patch: PolicyPatch): Policy {
    return this.#inForce.effectivePolicy(patch);
  }

  /** Seals a secret for a node type, and for what its config may send it to; `put` stores it. */
  seal(owner: Owner, name: string, plain: string): KeptSecret {
    return this.#maker.seal(owner, name, plain);
  }

  /**
   * Stores a node type with the event of the act and puts it in force, in place of what is known of its name now.
   * @param added secrets that it refers to and that are not stored yet
   * @throws StoreError where it could not be stored; nothing is changed then. UnreadableValue where what is stored was
   * written by a newer version.
   */
  async put(nodeType: NodeType, event: NewEvent, added: readonly KeptSecret[] = []): Promise<PutResult> {
    const end = actEnd();
    const expected = this.#inForce.known(nodeType.name)?.stored ?? null;
    return this.#turns.take(nodeType.name, () => this.#put({ nodeType, event, added, expected, end }));
  }

  /**
   * Removes a node type, and its circuit from what is shown. False where it has changed meanwhile.
   * @throws StoreError as `put`
   */
  async delete(name: string, event: NewEvent): Promise<boolean> {
    const end = actEnd();
    const known = this.#inForce.get(name);
    if (known === undefined) return false;
    return this.#turns.take(name, () => this.#delete(known, event, end));
  }

  /**
   * Puts what `edit` makes of the default policy in force for every node type that inherits it. As
   * `SettingsValue.put`.
   */
  async putDefaultPolicy(edit: SettingsEdit<PolicyPatch>): Promise<boolean> {
    const isStored = await this.defaultPolicy.put(edit);
    if (isStored) this.#inForce.enforceAll();
    return isStored;
  }

  /** Takes in a write of any process to the store, its own among them; told in the store's order. */
  async follow(change: Change): Promise<void> {
    const { collection, id, version } = change;
    if (collection === "settings" && this.defaultPolicy.follow(change)) this.#inForce.enforceAll();
    if (collection !== "node_types") return;
    await this.#turns.take(id, async () => {
      if (version.number <= (this.#inForce.known(id)?.stored.version.number ?? 0)) return;
      if (change.value === null) this.#inForce.drop(id);
      else await this.#takeIn(change);
    });
  }

  /**
   * Learns what the store holds, where its changes were lost sight of. What is known here and not there any more (it
   * was emptied: nobody removes a node type without a trace) is written back as it was.
   * @throws StoreError where the store does not answer; what is not known yet is learned the next time
   */
  async resync(): Promise<void> {
    if (await this.defaultPolicy.resync()) this.#inForce.enforceAll();
    const stored = new Map((await this.#store.load("node_types")).map((each) => [each.id, each]));
    for (const id of new Set([...stored.keys(), ...this.#inForce.names()])) {
      if (!this.#isKnown(id, stored.get(id))) await this.#turns.take(id, () => this.#reread(id));
    }
  }

  /**
   * Takes the secrets out of the node types that hold them themselves, as the first releases stored them.
   * @throws StoreError
   */
  async moveSecretsOut(): Promise<void> {
    for (const { name, nodeType, stored } of this.all()) {
      if (this.#maker.moveOut(nodeType).moved.length === 0) continue;
      const edit = { nodeType, event: null, added: [], expected: stored, end: actEnd() };
      await this.#turns.take(name, () => this.#put(edit));
    }
  }

  async close(): Promise<void> {
    await this.#inForce.close();
  }

  async #put(edit: {
    readonly nodeType: NodeType;
    readonly event: NewEvent | null;
    readonly added: readonly KeptSecret[];
    readonly expected: LastStored | null;
    readonly end: number;
  }): Promise<PutResult> {
    const { event, expected, end } = edit;
    const { nodeType, moved } = this.#maker.moveOut(edit.nodeType);
    const { name } = nodeType;
    const added = [...edit.added, ...moved];
    const before = this.#inForce.get(name);
    if (before === undefined) await this.#registry.renew(name);
    await this.#vault.keep(added, end);
    const value = encodeNodeType(nodeType, expected?.value ?? null);
    const answer = await this.#swap(name, expected, value, event, end).catch(async (error: unknown) => {
      // Where nobody knows what came of it, it may need them.
      if (!(error instanceof StoreError) || error.code !== "outcome_unknown") await this.#vault.remove(added, end);
      throw error;
    });
    if (answer.status === "conflict") {
      await this.#vault.remove(added, end);
      await this.#overtaken(answer);
      return { status: "conflict" };
    }
    const known = new Map([...(before?.secrets ?? NO_SECRETS), ...added.map((each) => [each.ref, each] as const)]);
    const stored = { version: answer.version, value };
    const entry = this.#inForce.install(nodeType, stored, await this.#maker.make(nodeType, known));
    await this.#vault.remove(refsOf(before?.nodeType, nodeType), end);
    return { status: "stored", entry };
  }

  async #delete(known: Entry, event: NewEvent, end: number): Promise<boolean> {
    const { name, nodeType, stored } = known;
    const { revision, revisions } = nodeType;
    const value = encodeTombstone({ revision, revisions }, stored.value);
    const answer = await this.#swap(name, stored, value, event, end);
    if (answer.status === "conflict") {
      await this.#overtaken(answer);
      return false;
    }
    this.#inForce.bury(name, { revision, revisions }, { version: answer.version, value });
    await this.#vault.remove(refsOf(nodeType), end);
    return true;
  }

  /** Learns what was faster, so that the next edit goes on from there. */
  async #overtaken({ current }: Extract<SwapResult, { status: "conflict" }>): Promise<void> {
    if (current === null || this.#isKnown(current.id, current)) return;
    const error = await this.#takeIn(current);
    if (error !== null) throw error;
  }

  /** Puts in force what is stored; answers why, where this version cannot: what was known stays in force then. */
  async #takeIn({ id, version, value }: Stored | Change): Promise<UnreadableValue | null> {
    try {
      const read = decodeNodeType({ id, value });
      if ("name" in read) {
        const made = await this.#maker.make(read, this.#inForce.get(id)?.secrets ?? NO_SECRETS);
        this.#inForce.install(read, { version, value }, made);
      } else this.#inForce.bury(id, read, { version, value });
      this.#unreadables.delete(id);
      return null;
    } catch (cause) {
      const error = cause instanceof UnreadableValue ? cause : new UnreadableValue(`node type ${id}`, { cause });
      this.#unreadables.add(id, version, error);
      return error;
    }
  }

  async #reread(id: string): Promise<void> {
    const present = await withDeadline(Promise.resolve(this.#store.get("node_types", id)), actEnd());
    if (this.#isKnown(id, present)) return;
    if (present === null) return this.#writeBack(id);
    // Whoever wrote it back to a store that was emptied may not have known its secrets.
    const text = JSON.stringify(present.value);
    const known = [...(this.#inForce.get(id)?.secrets.values() ?? [])];
    await this.#vault.restore(known.filter(({ ref }) => text.includes(ref)));
    await this.#takeIn(present);
  }

  async #writeBack(id: string): Promise<void> {
    const known = this.#inForce.known(id);
    if (known === undefined) return;
    if ("secrets" in known) await this.#vault.restore(known.secrets.values());
    const answer = await this.#swap(id, null, known.stored.value, null, actEnd());
    if (answer.status === "applied") this.#inForce.setVersion(id, answer.version);
    else if (answer.current !== null) await this.#takeIn(answer.current);
  }

  #isKnown(id: string, stored: Stored | null | undefined): boolean {
    return isSameVersion(stored?.version ?? null, this.#inForce.known(id)?.stored.version ?? null);
  }

  async #swap(
    id: string,
    expected: LastStored | null,
    next: Json,
    event: NewEvent | null,
    end: number,
  ): Promise<SwapResult> {
    const answer = this.#store.swap({
      collection: "node_types",
      id,
      expected: expected?.version ?? null,
      next,
      events: event === null ? [] : [event],
      writeId: randomUUID(),
    });
    return withDeadline(Promise.resolve(answer), end);
  }
}

/** The secrets of a node type that another one, which takes its place, does not use. */
function refsOf(before: NodeType | undefined, after?: NodeType): Pick<KeptSecret, "ref" | "nodeType">[] {
  if (before === undefined) return [];
  const used = new Set(after?.secrets.map(([, text]) => text));
  return before.secrets
    .filter(([, text]) => idOfRef(text) !== null && !used.has(text))
    .map(([, ref]) => ({ ref, nodeType: before.name }));
}
