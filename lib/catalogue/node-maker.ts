import type { NodeKind, RunnableNode } from "../nodes/node-kind.ts";
import { StoreError } from "../stores/store.ts";
import { brokenNode } from "./broken-node.ts";
import { LateNode } from "./late-node.ts";
import type { NodeType } from "./node-type.ts";
import { idOfRef, newRef } from "./secret-ref.ts";
import type { KeptSecret, SecretVault } from "./secret-vault.ts";
import type { SecretBox } from "./secrets.ts";

/** Whose secret it is: what it may be used for is sealed in with it. */
export type Owner = Pick<NodeType, "name" | "kind" | "config">;

/** The secrets that are known of a node type, by ref. */
export type KnownSecrets = ReadonlyMap<string, KeptSecret>;

/** A node type ready to run, and what was read for it; more where its secrets can be read only later. */
export interface MadeNode {
  readonly node: RunnableNode;
  readonly secrets: KnownSecrets;
}

/** A secret cannot be read now, but may be the next time. */
class MissingSecret extends Error {}

/** Makes node types ready to run, with their secrets. */
export class NodeMaker {
  readonly #kinds: ReadonlyMap<string, NodeKind>;
  readonly #box: SecretBox;
  readonly #vault: SecretVault;

  constructor(kinds: readonly NodeKind[], box: SecretBox, vault: SecretVault) {
    this.#kinds = new Map(kinds.map((kind) => [kind.kind, kind]));
    this.#box = box;
    this.#vault = vault;
  }

  kind(name: string): NodeKind | undefined {
    return this.#kinds.get(name);
  }

  /** Seals a secret for a node type, and for what its config may send it to. Nothing is stored. */
  seal(owner: Owner, name: string, plain: string): KeptSecret {
    return { ref: newRef(), nodeType: owner.name, sealed: this.#box.seal(plain, this.#label(owner, name)) };
  }

  /**
   * Takes the secrets out of a node type that holds them itself, as the first releases stored it. One that does not
   * open stays: it may under the key that it was sealed with.
   */
  moveOut(nodeType: NodeType): { readonly nodeType: NodeType; readonly moved: readonly KeptSecret[] } {
    const moved: KeptSecret[] = [];
    const secrets = nodeType.secrets.map(([name, text]): readonly [string, string] => {
      const secret = idOfRef(text) === null ? this.#apart(nodeType, name, text) : null;
      if (secret === null) return [name, text];
      moved.push(secret);
      return [name, secret.ref];
    });
    return moved.length === 0 ? { nodeType, moved } : { nodeType: { ...nodeType, secrets }, moved };
  }

  /** @param known secrets that need not be read again */
  async make(nodeType: NodeType, known: KnownSecrets): Promise<MadeNode> {
    const secrets = new Map<string, KeptSecret>();
    const make = () => this.#ready(nodeType, known, secrets);
    const explain = (error: unknown) => `${nodeType.name} cannot run: ${(error as Error).message}`;
    try {
      return { node: await make(), secrets };
    } catch (error) {
      // One node type that cannot be read must not keep the others from running.
      const isTemporary = error instanceof StoreError || error instanceof MissingSecret;
      return { node: isTemporary ? new LateNode({ make, explain, error }) : brokenNode(explain(error)), secrets };
    }
  }

  async #ready(nodeType: NodeType, known: KnownSecrets, read: Map<string, KeptSecret>): Promise<RunnableNode> {
    const kind = this.#kindOf(nodeType);
    const opened = nodeType.secrets.map(async ([name, text]): Promise<[string, string]> => {
      if (idOfRef(text) === null) return [name, this.#openInline(nodeType, name, text)];
      const secret = read.get(text) ?? known.get(text) ?? (await this.#vault.get(text));
      if (secret === null) throw new MissingSecret(`its secret ${name} is not in the store`);
      read.set(text, secret);
      return [name, this.#open(nodeType, name, secret)];
    });
    return kind.prepare(nodeType.config, new Map(await Promise.all(opened)));
  }

  #open(nodeType: NodeType, name: string, { sealed }: KeptSecret): string {
    try {
      return this.#box.open(sealed, this.#label(nodeType, name));
    } catch (error) {
      const why = "it was given under another key, or to be sent elsewhere than the config says now";
      throw new Error(`its secret ${name} does not open: ${why}; give it again`, { cause: error });
    }
  }

  #openInline({ name: nodeType }: NodeType, name: string, text: string): string {
    try {
      return this.#box.open(text, `${nodeType}\n${name}`);
    } catch (error) {
      throw new Error(`its secret ${name} does not open: it was given under another key; give it again`, {
        cause: error,
      });
    }
  }

  #apart(nodeType: NodeType, name: string, text: string): KeptSecret | null {
    try {
      return this.seal(nodeType, name, this.#openInline(nodeType, name, text));
    } catch {
      return null;
    }
  }

  /** What a secret is sealed for. As JSON it is never what the first releases sealed for: a name does not begin so. */
  #label(owner: Owner, name: string): string {
    return JSON.stringify([owner.name, name, owner.kind, this.#kindOf(owner).secretAudience(owner.config)]);
  }

  #kindOf({ kind }: Pick<NodeType, "kind">): NodeKind {
    const known = this.#kinds.get(kind);
    if (known === undefined) throw new Error(`the kind ${kind} is not known`);
    return known;
  }
}
