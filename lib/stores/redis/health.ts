import { StoreError, type StoreInspection } from "../store.ts";
import type { Connection } from "./connection.ts";
import { isAnswer } from "./errors.ts";
import { pairsOf, titleOf, toIdentity } from "./identity.ts";

/** Looks at what decides whether the server keeps what it is given. Settings that the user may not read are left out. */
export async function inspect(connection: Pick<Connection, "send">): Promise<StoreInspection> {
  const identity = toIdentity(await connection.send(["HELLO"]));
  const settings = await settingsOf(connection);
  const replica =
    identity.role !== "master" && "The server is a replica and takes no writes: name the primary's address.";
  const warnings = [replica, ...riskOf(settings)];
  return { server: titleOf(identity), warnings: warnings.filter((warning) => warning !== false) };
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

async function settingsOf(connection: Pick<Connection, "send">): Promise<ReadonlyMap<string, string>> {
  try {
    const names = ["maxmemory-policy", "appendonly", "appendfsync"];
    return pairsOf((await connection.send(["CONFIG", "GET", ...names])) as readonly unknown[]);
  } catch (error) {
    // Who may not ask will not be told; of one that is late it is not known how it is set up.
    if (error instanceof StoreError && isAnswer(error.cause)) return new Map();
    throw error;
  }
}
