import { StoreError, type StoreInspection } from "../store.ts";
import type { Connection } from "./connection.ts";

/** The first major version that has all that the scripts use. */
const LEAST_VERSION = 7;

/** What a server says of itself; every user may ask. */
interface Identity {
  readonly server: string;
  readonly version: string;
  readonly role: string;
}

/** The server's name and version. Throws a `StoreError` where it is too old. */
export async function identify(connection: Connection): Promise<Identity> {
  const about = pairsOf((await connection.send(["HELLO"])) as readonly unknown[]);
  const identity = {
    server: about.get("server") ?? "redis",
    version: about.get("version") ?? "0",
    role: about.get("role") ?? "master",
  };
  if (Number.parseInt(identity.version, 10) >= LEAST_VERSION) return identity;
  const found = nameOf(identity.server, identity.version);
  throw new StoreError("unavailable", `The server is ${found}; the store needs version ${LEAST_VERSION} or newer`);
}

/** Looks at what decides whether the server keeps what it is given. Settings that the user may not read are left out. */
export async function inspect(connection: Connection): Promise<StoreInspection> {
  const { server, version, role } = await identify(connection);
  const settings = await settingsOf(connection);
  const replica = role !== "master" && "The server is a replica and takes no writes: name the primary's address.";
  const warnings = [replica, ...riskOf(settings)];
  return { server: nameOf(server, version), warnings: warnings.filter((warning) => warning !== false) };
}

function nameOf(server: string, version: string): string {
  return `${server.charAt(0).toUpperCase()}${server.slice(1)} ${version}`;
}

function riskOf(settings: ReadonlyMap<string, string>): (string | false)[] {
  const eviction = settings.get("maxmemory-policy");
  const log = settings.get("appendonly");
  const sync = settings.get("appendfsync");
  return [
    eviction !== undefined &&
      eviction !== "noeviction" &&
      `A full server drops circuits and events at will (maxmemory-policy ${eviction}): set it to noeviction.`,
    log === "no" &&
      "A server that ends loses what it has not put into a snapshot (appendonly no): set appendonly to yes.",
    log === "yes" &&
      sync === "no" &&
      "A machine that fails takes along up to half a minute of what was stored (appendfsync no): set it to everysec.",
    log === "yes" &&
      sync === "everysec" &&
      "A machine that fails takes along up to a second of what was stored (appendfsync everysec): always is safer, and slower.",
  ];
}

async function settingsOf(connection: Connection): Promise<ReadonlyMap<string, string>> {
  try {
    const names = ["maxmemory-policy", "appendonly", "appendfsync"];
    return pairsOf((await connection.send(["CONFIG", "GET", ...names])) as readonly unknown[]);
  } catch (error) {
    if (error instanceof StoreError) return new Map();
    throw error;
  }
}

function pairsOf(list: readonly unknown[]): Map<string, string> {
  const pairs = new Map<string, string>();
  for (let each = 0; each < list.length; each += 2) pairs.set(String(list[each]), String(list[each + 1]));
  return pairs;
}
