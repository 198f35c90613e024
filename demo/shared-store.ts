import { RedisServer } from "../lib/stores/redis/testing/redis-server.ts";
import { findRedis } from "../scripts/find-redis.mjs";

/**
 * A Redis or Valkey server of the demo's own, on a free port of this machine; what it keeps goes when it ends. One that
 * the environment names may hold what others need.
 * @throws Error where there is no such program
 */
export function startSharedStore(): Promise<RedisServer> {
  if (findRedis() === undefined) {
    throw new Error(
      "npm run demo -- --redis needs a redis-server or valkey-server, version 7 or newer, on the PATH or in " +
        "REDIS_SERVER_PATH. Without --redis the demo needs nothing.",
    );
  }
  return RedisServer.start({ config: { appendonly: "yes", appendfsync: "always" } });
}
