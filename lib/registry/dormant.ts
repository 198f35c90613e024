import type { Stored } from "../stores/store.ts";
import { nodeTypeOf } from "./circuit-id.ts";

/** What the store holds of circuits that are not registered. */
export class Dormant {
  readonly #stored = new Map<string, Stored>();
  /** Ids of the circuits of a node type's callers. */
  readonly #callers = new Map<string, Set<string>>();

  get(id: string): Stored | undefined {
    return this.#stored.get(id);
  }

  set(stored: Stored): void {
    const { id } = stored;
    this.#stored.set(id, stored);
    const nodeType = nodeTypeOf(id);
    if (nodeType === id) return;
    const ids = this.#callers.get(nodeType);
    if (ids === undefined) this.#callers.set(nodeType, new Set([id]));
    else ids.add(id);
  }

  delete(id: string): void {
    this.#stored.delete(id);
    const nodeType = nodeTypeOf(id);
    const ids = this.#callers.get(nodeType);
    ids?.delete(id);
    if (ids?.size === 0) this.#callers.delete(nodeType);
  }

  clear(): void {
    this.#stored.clear();
    this.#callers.clear();
  }

  /** Ids of the circuits of a node type's callers, of whatever scope. */
  callersOf(nodeType: string): string[] {
    return [...(this.#callers.get(nodeType) ?? [])];
  }
}
