import { functionKind } from "../nodes/function-kind.ts";
import type { ExecutableNode } from "../pipeline/execution.ts";
import type { Registry } from "../registry/index.ts";
import type { SharedStore } from "../stores/follower.ts";
import type { Change } from "../stores/store.ts";
import { Announcements } from "./announcements.ts";
import type { NodeTypes } from "./core.ts";
import { EngineError } from "./engine-error.ts";
import { errorFields, type Logger } from "./logger.ts";
import { type Protection, Protections } from "./protections.ts";
import { StoredNodeTypes } from "./stored-node-types.ts";

interface ServiceNodeTypesOptions {
  readonly registry: Registry;
  /** Null where this process shares its circuits with nobody. */
  readonly store: SharedStore | null;
  readonly instance: string;
  readonly logger: Logger;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The functions that a service protects: by its own word at first, and by what people say as soon as that is known. */
export class ServiceNodeTypes implements NodeTypes {
  readonly #logger: Logger;
  readonly #protections: Protections;
  readonly #stored: StoredNodeTypes | null;
  readonly #announcements: Announcements | null;

  constructor({ registry, store, instance, logger, now }: ServiceNodeTypesOptions) {
    this.#logger = logger;
    const stored = store && new StoredNodeTypes(store, this.#listener());
    const protections = new Protections({
      registry,
      stored: (name) => functionOnly(stored?.get(name)),
      inherited: () => stored?.defaultPolicy ?? {},
    });
    this.#stored = stored;
    this.#protections = protections;
    this.#announcements =
      store && stored && new Announcements({ store, nodeTypes: stored, protections, instance, logger, now });
  }

  /**
   * Puts a function in force, and tells those who share the store.
   * @throws EngineError `name_taken`
   */
  add(protection: Protection): void {
    const { name } = protection;
    if (this.isProtected(name)) {
      throw new EngineError("name_taken", `${name} is protected already: one name is for one function`);
    }
    const kind = this.#stored?.get(name)?.kind ?? functionKind.kind;
    if (kind !== functionKind.kind) throw new EngineError("name_taken", takenBy(name, kind));
    this.#protections.add(protection);
    if (this.#stored?.holds(name) === false) this.#announcements?.add(name);
  }

  isProtected(name: string): boolean {
    return this.#protections.get(name) !== undefined;
  }

  get(name: string): ExecutableNode | undefined {
    return this.#protections.get(name);
  }

  async load(): Promise<void> {
    await this.resync();
  }

  follow(change: Change): void {
    this.#stored?.follow(change);
  }

  async resync(): Promise<void> {
    await this.#stored?.resync();
    this.#announcements?.retry();
  }

  async close(): Promise<void> {
    this.#announcements?.close();
  }

  #listener() {
    return {
      onNodeType: (name: string) => this.#learned(name),
      onDefaultPolicy: () => this.#protections.enforceAll(),
      onUnreadable: (error: Error) => this.#logger.warn("something stored is left as it is", errorFields(error)),
    };
  }

  #learned(name: string): void {
    if (!this.isProtected(name)) return;
    const stored = this.#stored?.get(name) ?? null;
    this.#protections.enforce(name);
    if (stored === null) return;
    // The service has started, and its calls have to go on.
    if (stored.kind !== functionKind.kind) this.#logger.error(takenBy(name, stored.kind));
    else if (this.#stored?.holds(name) === false) this.#announcements?.add(name);
  }
}

function functionOnly<T extends { readonly kind: string }>(stored: T | null | undefined): T | null {
  return stored?.kind === functionKind.kind ? stored : null;
}

function takenBy(name: string, kind: string): string {
  return `${name} is the name of a node type of kind ${kind}: protect the function under another one, or delete that`;
}
