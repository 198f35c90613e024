import { StoreError, type Version } from "../stores/store.ts";
import { isSameVersion } from "../stores/version.ts";

const BRAND = Symbol.for("breaker-panel.unreadable-value");

/** Something is stored in a way that this version cannot read: it is left as it is, and nothing is written over it. */
export class UnreadableValue extends StoreError {
  /** A brand of its own: by its parent's, every error of a store would be one of these. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && BRAND in value;
  }

  readonly [BRAND] = true;

  constructor(what: string, options?: ErrorOptions) {
    super("unavailable", `${what} is stored in a way that this version cannot read`, options);
    this.name = "UnreadableValue";
  }
}

/** What could not be read, told once for each version of it. */
export class Unreadables {
  readonly #tell: (error: UnreadableValue) => void;
  readonly #told = new Map<string, Version>();

  constructor(tell: (error: UnreadableValue) => void = () => {}) {
    this.#tell = tell;
  }

  add(id: string, version: Version, error: UnreadableValue): void {
    const told = this.#told.get(id);
    this.#told.set(id, version);
    if (told === undefined || !isSameVersion(told, version)) this.#tell(error);
  }

  /** It has been read, or is gone. */
  delete(id: string): void {
    this.#told.delete(id);
  }
}
