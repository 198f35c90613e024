import { findProgram } from "./find-program.mjs";

/**
 * A Redis or Valkey server for the tests of the shared store: `REDIS_SERVER_PATH`, else one on the PATH; undefined
 * where there is none.
 *
 * @param {{ env?: Record<string, string | undefined>, find?: typeof findProgram }} [options]
 */
export function findRedis({ env = process.env, find = findProgram } = {}) {
  return env.REDIS_SERVER_PATH || find(["redis-server", "valkey-server"]);
}
