import { DEFAULT_POLICY, layerPolicy, type PolicyPatch } from "../breaker/index.ts";
import type { RunnableNode } from "../nodes/node-kind.ts";
import type { ExecutableNode } from "../pipeline/execution.ts";
import type { Registry } from "../registry/index.ts";
import type { CheckedProtectOptions } from "./options.ts";

/** Something that this process protects, with what its code says of it. */
export interface Protection {
  readonly name: string;
  readonly said: CheckedProtectOptions;
  readonly node: RunnableNode;
}

/** A policy as it was set by people, with the revision of the edit. */
interface Revised {
  readonly policy: PolicyPatch;
  readonly revision: number;
}

interface Sources {
  readonly registry: Registry;
  /** What is stored under a name; null where the code's word counts. */
  stored(name: string): Revised | null;
  /** The default policy, as it is now. */
  inherited(): PolicyPatch;
}

/** What this process protects, each with its circuit and the policy that is in force. */
export class Protections {
  readonly #sources: Sources;
  readonly #said = new Map<string, Protection>();
  readonly #inForce = new Map<string, ExecutableNode>();

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  add(protection: Protection): void {
    this.#said.set(protection.name, protection);
    this.enforce(protection.name);
  }

  /** What the code says under a name. */
  said(name: string): Protection | undefined {
    return this.#said.get(name);
  }

  get(name: string): ExecutableNode | undefined {
    return this.#inForce.get(name);
  }

  /** Puts in force what is known now of a name. What is stored goes before what the code says: people edit it. */
  enforce(name: string): void {
    const protection = this.#said.get(name);
    if (protection === undefined) return;
    const { registry, stored, inherited } = this.#sources;
    const { policy: patch, revision } = stored(name) ?? { policy: protection.said.policy, revision: 0 };
    const policy = { ...layerPolicy(layerPolicy(DEFAULT_POLICY, inherited()), patch), revision };
    const circuit = registry.register(name, policy);
    const callers = registry.callersOf(circuit, policy);
    this.#inForce.set(name, { name, revision, policy, circuit, callers, node: protection.node });
  }

  enforceAll(): void {
    for (const name of this.#said.keys()) this.enforce(name);
  }
}
