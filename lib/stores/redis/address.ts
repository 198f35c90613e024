import { RedisClient } from "@redis/client";
import { StoreError } from "../store.ts";

const EXAMPLE = "redis://user:password@127.0.0.1:6379, or rediss:// for TLS";

/**
 * The host and port of a server's URL, as messages name it: without the password. Throws a `StoreError` where it is
 * no such URL; that does not repeat it either, it may hold a password.
 */
export function addressOf(url: string): string {
  let parsed: URL | undefined;
  try {
    RedisClient.parseURL(url);
    parsed = new URL(url);
  } catch {}
  if (parsed === undefined || !/^rediss?:$/.test(parsed.protocol))
    throw new StoreError("unavailable", `The URL of the Redis server cannot be read; it looks like ${EXAMPLE}`);
  return `${parsed.hostname || "localhost"}:${parsed.port || "6379"}`;
}
