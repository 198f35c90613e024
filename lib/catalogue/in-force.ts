import { DEFAULT_POLICY, layerPolicy, type Policy, type PolicyPatch } from "../breaker/index.ts";
import type { RunnableNode } from "../nodes/node-kind.ts";
import type { ExecutableNode } from "../pipeline/execution.ts";
import type { NestedCircuits, RegisteredCircuit, Registry } from "../registry/index.ts";
import type { Json, Version } from "../stores/store.ts";
import type { KnownSecrets, MadeNode } from "./node-maker.ts";
import type { NodeType, Tombstone } from "./node-type.ts";

/** What the store holds under a name, as it was last known. */
export interface LastStored {
  readonly version: Version;
  readonly value: Json;
}

/** A node type in force: what is stored of it, and what it runs with. */
export interface Entry extends ExecutableNode {
  readonly nodeType: NodeType;
  readonly stored: LastStored;
  readonly secrets: KnownSecrets;
  readonly circuit: RegisteredCircuit;
  readonly callers: NestedCircuits | null;
}

/** What is left of a deleted node type. */
export interface Grave extends Tombstone {
  readonly stored: LastStored;
}

type Source = Pick<Entry, "nodeType" | "stored" | "node" | "secrets">;

/** The node types that are in force, each with its circuit, and what is left of those that are not any more. */
export class InForce {
  readonly #registry: Registry;
  readonly #inherited: () => PolicyPatch;
  readonly #entries = new Map<string, Entry>();
  readonly #graves = new Map<string, Grave>();

  /** @param inherited the default policy, as it is now */
  constructor(registry: Registry, inherited: () => PolicyPatch) {
    this.#registry = registry;
    this.#inherited = inherited;
  }

  get(name: string): Entry | undefined {
    return this.#entries.get(name);
  }

  /** What is known under a name: a node type in force or one that was deleted. */
  known(name: string): Entry | Grave | undefined {
    return this.#entries.get(name) ?? this.#graves.get(name);
  }

  entries(): IterableIterator<Entry> {
    return this.#entries.values();
  }

  /** The names under which anything is known. */
  names(): string[] {
    return [...this.#entries.keys(), ...this.#graves.keys()];
  }

  /** The policy of a node type that says this. */
  effectivePolicy(patch: PolicyPatch): Policy {
    return layerPolicy(layerPolicy(DEFAULT_POLICY, this.#inherited()), patch);
  }

  /** Puts a node type in force, in place of the one of its name; the circuit keeps its state and counts. */
  install(nodeType: NodeType, stored: LastStored, { node, secrets }: MadeNode): Entry {
    const replaced = this.#entries.get(nodeType.name);
    const entry = this.#enforce({ nodeType, stored, node, secrets });
    this.#graves.delete(nodeType.name);
    letGo(replaced?.node);
    return entry;
  }

  /** Takes a node type out of force, and its circuit from what is shown. */
  bury(name: string, { revision, revisions }: Tombstone, stored: LastStored): void {
    this.drop(name);
    this.#graves.set(name, { revision, revisions, stored });
  }

  /** As `bury`, where nothing is left of it. */
  drop(name: string): void {
    const entry = this.#entries.get(name);
    this.#graves.delete(name);
    this.#entries.delete(name);
    if (entry === undefined) return;
    this.#registry.unregister(name);
    letGo(entry.node);
  }

  /** What is known under a name is stored in another version now. */
  setVersion(name: string, version: Version): void {
    const entry = this.#entries.get(name);
    const grave = this.#graves.get(name);
    if (entry !== undefined) this.#entries.set(name, { ...entry, stored: { ...entry.stored, version } });
    else if (grave !== undefined) this.#graves.set(name, { ...grave, stored: { ...grave.stored, version } });
  }

  /** Enforces every policy anew: what they inherit has changed. */
  enforceAll(): void {
    for (const entry of [...this.#entries.values()]) {
      try {
        this.#enforce(entry);
      } catch {
        // Another version may have stored what makes no policy with this one; it stays under the one that it has.
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#entries.values()].map(({ node }) => node.close()));
  }

  #enforce({ nodeType, stored, node, secrets }: Source): Entry {
    const { name, revision } = nodeType;
    const policy = { ...this.effectivePolicy(nodeType.policy), revision };
    const circuit = this.#registry.register(name, policy, nodeType.createdAt);
    const callers = this.#registry.callersOf(circuit, policy);
    const entry: Entry = { name, revision, policy, circuit, callers, node, nodeType, stored, secrets };
    this.#entries.set(name, entry);
    return entry;
  }
}

/** Nobody waits for calls that are still in flight. */
function letGo(node: RunnableNode | undefined): void {
  node?.close().catch(() => {});
}
