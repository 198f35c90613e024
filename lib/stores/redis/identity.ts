import { StoreError } from "../store.ts";

/** The first major version that has all that the scripts use. */
const LEAST_VERSION = 7;

/** What a server says of itself in answer to `HELLO`; every user may ask. */
export interface Identity {
  readonly name: string;
  readonly version: string;
  readonly role: string;
}

export function toIdentity(hello: unknown): Identity {
  const about = pairsOf(hello as readonly unknown[]);
  return {
    name: about.get("server") ?? "redis",
    version: about.get("version") ?? "0",
    role: about.get("role") ?? "master",
  };
}

/** Why the server at `address` cannot be used: it is too old; null where it is not. */
export function refusalOf(identity: Identity, address: string): StoreError | null {
  if (Number.parseInt(identity.version, 10) >= LEAST_VERSION) return null;
  const found = `The server at ${address} is ${titleOf(identity)}`;
  return new StoreError("unavailable", `${found}; the store needs version ${LEAST_VERSION} or newer`);
}

/** As in `Redis 7.0.15`. */
export function titleOf({ name, version }: Identity): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${version}`;
}

/** The pairs of a list in which names and values take turns. */
export function pairsOf(list: readonly unknown[]): Map<string, string> {
  const pairs = new Map<string, string>();
  for (let each = 0; each < list.length; each += 2) pairs.set(String(list[each]), String(list[each + 1]));
  return pairs;
}
