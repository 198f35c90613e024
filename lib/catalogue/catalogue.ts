import { randomUUID } from "node:crypto";
import { DEFAULT_POLICY, layerPolicy, type Policy, type PolicyPatch } from "../breaker/index.ts";
import type { NodeKind, RunnableNode } from "../nodes/node-kind.ts";
import type { ExecutableNode } from "../pipeline/execution.ts";
import type { NestedCircuits, RegisteredCircuit, Registry } from "../registry/index.ts";
import type { NewEvent, Store, Version } from "../stores/store.ts";
import { brokenNode } from "./broken-node.ts";
import { decodeNodeType, encodeNodeType, encodeTombstone, type NodeType, type Tombstone } from "./node-type.ts";
import type { Revision } from "./revision.ts";
import type { SecretBox } from "./secrets.ts";
import { type SettingsEdit, SettingsValue } from "./settings-value.ts";

/** A node type in force: what is stored of it, and what it runs with. */
export interface Entry extends ExecutableNode {
  readonly nodeType: NodeType;
  readonly version: Version;
  readonly circuit: RegisteredCircuit;
  readonly callers: NestedCircuits | null;
}

export interface CatalogueOptions {
  readonly store: Store;
  readonly registry: Registry;
  readonly kinds: readonly NodeKind[];
  readonly secrets: SecretBox;
}

/** What came of an edit; `conflict` where the node type has changed since it was read. */
export type PutResult = { readonly status: "stored"; readonly entry: Entry } | { readonly status: "conflict" };

/** The node types of this panel, with the policies that are in force for them. */
export class Catalogue {
  readonly defaultPolicy: SettingsValue<PolicyPatch>;
  readonly #store: Store;
  readonly #registry: Registry;
  readonly #kinds: ReadonlyMap<string, NodeKind>;
  readonly #secrets: SecretBox;
  readonly #entries = new Map<string, Entry>();
  readonly #deleted = new Map<string, Tombstone & { readonly version: Version }>();

  constructor(options: CatalogueOptions) {
    this.#store = options.store;
    this.#registry = options.registry;
    this.#kinds = new Map(options.kinds.map((kind) => [kind.kind, kind]));
    this.#secrets = options.secrets;
    this.defaultPolicy = new SettingsValue<PolicyPatch>(options.store, "default_policy", {});
  }

  /** Reads what is stored. Called once, after the registry has loaded. */
  async load(): Promise<void> {
    await this.defaultPolicy.load();
    for (const stored of await this.#store.load("node_types")) {
      const known = decodeNodeType(stored);
      if ("name" in known) this.#install(known, stored.version);
      else this.#deleted.set(stored.id, { ...known, version: stored.version });
    }
  }

  kind(name: string): NodeKind | undefined {
    return this.#kinds.get(name);
  }

  get(name: string): Entry | undefined {
    return this.#entries.get(name);
  }

  /** Every node type, by name. */
  all(): Entry[] {
    return [...this.#entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The revision that the next edit of a node type makes. */
  nextRevision(name: string): number {
    return (this.#entries.get(name)?.revision ?? this.#deleted.get(name)?.revision ?? 0) + 1;
  }

  /** The edits that are kept of a node type, newest first; also of one that has been deleted. */
  revisionsOf(name: string): readonly Revision[] {
    return this.#entries.get(name)?.nodeType.revisions ?? this.#deleted.get(name)?.revisions ?? [];
  }

  /** The policy of a node type that says this. */
  effectivePolicy(patch: PolicyPatch): Policy {
    return layerPolicy(layerPolicy(DEFAULT_POLICY, this.defaultPolicy.held.value), patch);
  }

  /** Seals a secret for a node type. */
  seal(nodeType: string, name: string, plain: string): string {
    return this.#secrets.seal(plain, secretLabel(nodeType, name));
  }

  /**
   * Stores a node type with the event of the act and puts it in force.
   * @throws StoreError where it could not be stored; nothing is changed then.
   */
  async put(nodeType: NodeType, event: NewEvent): Promise<PutResult> {
    const { name } = nodeType;
    const known = this.#entries.get(name);
    if (known === undefined) await this.#registry.renew(name);
    const answer = await this.#store.swap({
      collection: "node_types",
      id: name,
      expected: known?.version ?? this.#deleted.get(name)?.version ?? null,
      next: encodeNodeType(nodeType),
      events: [event],
      writeId: randomUUID(),
    });
    if (answer.status === "conflict") return { status: "conflict" };
    this.#deleted.delete(name);
    const entry = this.#install(nodeType, answer.version);
    await known?.node.close();
    return { status: "stored", entry };
  }

  /**
   * Removes a node type, and its circuit from what is shown. False where it has changed meanwhile.
   * @throws StoreError where that could not be stored; nothing is changed then.
   */
  async delete(name: string, event: NewEvent): Promise<boolean> {
    const known = this.#entries.get(name);
    if (known === undefined) return false;
    const { revision, revisions } = known.nodeType;
    const answer = await this.#store.swap({
      collection: "node_types",
      id: name,
      expected: known.version,
      next: encodeTombstone({ revision, revisions }),
      events: [event],
      writeId: randomUUID(),
    });
    if (answer.status === "conflict") return false;
    this.#entries.delete(name);
    this.#deleted.set(name, { revision, revisions, version: answer.version });
    this.#registry.unregister(name);
    await known.node.close();
    return true;
  }

  /**
   * Puts what `edit` makes of the default policy in force for every node type that inherits it. As
   * `SettingsValue.put`.
   */
  async putDefaultPolicy(edit: SettingsEdit<PolicyPatch>): Promise<boolean> {
    const isStored = await this.defaultPolicy.put(edit);
    if (!isStored) return false;
    for (const entry of this.all()) this.#enforce(entry.nodeType, entry.version, entry.node);
    return true;
  }

  async close(): Promise<void> {
    await Promise.all(this.all().map((entry) => entry.node.close()));
  }

  #install(nodeType: NodeType, version: Version): Entry {
    return this.#enforce(nodeType, version, this.#prepare(nodeType));
  }

  #prepare(nodeType: NodeType): RunnableNode {
    try {
      const kind = this.#kinds.get(nodeType.kind);
      if (kind === undefined) throw new Error(`the kind ${nodeType.kind} is not known`);
      const secrets = nodeType.secrets.map(
        ([name, sealed]) => [name, this.#secrets.open(sealed, secretLabel(nodeType.name, name))] as const,
      );
      return kind.prepare(nodeType.config, new Map(secrets));
    } catch (error) {
      // One node type that cannot be read must not keep the others from running.
      return brokenNode(`${nodeType.name} cannot run: ${(error as Error).message}`);
    }
  }

  #enforce(nodeType: NodeType, version: Version, node: RunnableNode): Entry {
    const { name, revision } = nodeType;
    const policy = { ...this.effectivePolicy(nodeType.policy), revision };
    const circuit = this.#registry.register(name, policy, nodeType.createdAt);
    const callers = this.#registry.callersOf(circuit, policy);
    const entry: Entry = { name, revision, policy, circuit, callers, node, nodeType, version };
    this.#entries.set(name, entry);
    return entry;
  }
}

function secretLabel(nodeType: string, name: string): string {
  return `${nodeType}\n${name}`;
}
