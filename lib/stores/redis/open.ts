import { setTimeout as delay } from "node:timers/promises";
import { addressOf } from "./address.ts";
import { ServerClock } from "./clock.ts";
import { Connection } from "./connection.ts";
import { isLoading } from "./errors.ts";
import { Keys, type Scope } from "./keys.ts";
import { RedisStore } from "./redis-store.ts";
import { ping } from "./scripts/ping.ts";

export interface RedisOptions {
  /** `redis://` or, with TLS, `rediss://`; user, password and the number of the database may stand in it. */
  readonly url: string;
  /** Begins the names of all keys and holds a hash tag; `{bp}` by default. */
  readonly prefix?: string;
  /** `engine` reaches nothing that only panels may read; `panel`, the default, all there is. */
  readonly scope?: Scope;
  /** A clock that never runs backwards, in milliseconds, on which the estimate of the server's time is based. */
  readonly now?: () => number;
  /** How long a command waits for its answer, in milliseconds; 1,000 by default. */
  readonly deadlineMs?: number;
  /** The same for one that reads a page of many values; 5,000 by default. */
  readonly pageDeadlineMs?: number;
  /**
   * How long the first connection is waited for, in milliseconds, by one who goes on without: then the store is there
   * all the same, finds itself unavailable, and goes on trying.
   */
  readonly startWithinMs?: number;
}

/** How long the first connection may take, in milliseconds. */
const OPEN_WITHIN_MS = 5_000;
/** How often the server is asked for its time at first. */
const FIRST_EXCHANGES = 5;
/** How long a server that is still loading is left alone before it is asked again, in milliseconds. */
const LOADING_PAUSE_MS = 50;

/**
 * Opens the store on a server. Throws a `StoreError` that names the server, never the password, where it does not
 * answer within 5 seconds, is still loading what it keeps then, refuses the user, or is too old. Later the store outlives whatever happens to the server;
 * with `startWithinMs` from the beginning.
 */
export async function openRedisStore(options: RedisOptions): Promise<RedisStore> {
  const { url, prefix = "{bp}", scope = "panel", deadlineMs = 1_000, pageDeadlineMs = 5_000 } = options;
  const keys = new Keys(prefix);
  const address = addressOf(url);
  const clock = new ServerClock(options.now ?? monotonicNow);
  const newConnection = () => new Connection({ url, address, deadlineMs, clock });
  const connection = newConnection();
  try {
    await ready(connection, options.startWithinMs ?? OPEN_WITHIN_MS);
    for (let each = 0; each < FIRST_EXCHANGES; each++) await connection.run(ping, [], []);
  } catch (error) {
    if (options.startWithinMs === undefined) {
      connection.destroy();
      throw error;
    }
  }
  return new RedisStore({ connection, newConnection, clock, keys, scope, deadlineMs, pageDeadlineMs });
}

/** Waits for a connection, and until its server has loaded what it keeps. */
async function ready(connection: Connection, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  await connection.connect(withinMs);
  for (;;) {
    try {
      await connection.run(ping, [], []);
      return;
    } catch (error) {
      if (!isLoading(error) || performance.now() + LOADING_PAUSE_MS > end) throw error;
      await delay(LOADING_PAUSE_MS);
    }
  }
}

function monotonicNow(): number {
  return performance.timeOrigin + performance.now();
}
