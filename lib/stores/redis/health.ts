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
  const found = `${identity.server} ${identity.version}`;
  throw new StoreError("unavailable", `The server is ${found}; the store needs version ${LEAST_VERSION} or newer`);
}

/** Looks at what decides whether the server keeps what it is given. Settings that the user may not read are left out. */
export async function inspect(connection: Connection): Promise<StoreInspection> {
  const { server, version, role } = await identify(connection);
  const settings = await settingsOf(connection);
  const warnings = [role !== "master" && "The server is a replica: it takes no writes", ...riskOf(settings)];
  return { server: `${server} ${version}`, warnings: warnings.filter((warning) => warning !== false) };
}

function riskOf(settings: ReadonlyMap<string, string>): (string | false)[] {
  const eviction = settings.get("maxmemory-policy");
  const log = settings.get("appendonly");
  const sync = settings.get("appendfsync");
  return [
    eviction !== undefined &&
      eviction !== "noeviction" &&
      `maxmemory-policy is ${eviction}: a full server drops circuits and events at will; set it to noeviction`,
    log === "no" &&
      "appendonly is off: a server that ends without a snapshot loses what was written since the last one",
    log === "yes" &&
      sync === "everysec" &&
      "appendfsync is everysec: a machine that fails loses up to a second of what was acknowledged",
    log === "yes" &&
      sync === "no" &&
      "appendfsync is no: a machine that fails loses what its system had not yet written, often half a minute",
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
