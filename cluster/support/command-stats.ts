import { setTimeout as sleep } from "node:timers/promises";
import type { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";

/** How often each command was called, those that scripts call among them. */
export type Calls = ReadonlyMap<string, number>;

/** Commands that only ask, or are of the asking itself. */
const HARMLESS = /^(info|config|client|hello|ping|time|evalsha|xread|xrange|xrevrange|hmget|hget|hscan|get|select)\b/;

/** What the server was asked while something was done, and for `leastMs` milliseconds from its beginning on. */
export async function callsDuring<T>(server: RedisServer, leastMs: number, work: () => Promise<T>) {
  const before = await callsOf(server);
  const began = performance.now();
  const enough = sleep(leastMs);
  const result = await work();
  await enough;
  const calls = difference(before, await callsOf(server));
  return { result, calls, ms: performance.now() - began };
}

/** How many of the calls may have written: all that are not known to be harmless. */
export function writesIn(calls: Calls): number {
  return [...calls].reduce((total, [command, count]) => (HARMLESS.test(command) ? total : total + count), 0);
}

async function callsOf(server: RedisServer): Promise<Calls> {
  const lines = String(await server.command("INFO", "commandstats")).matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm);
  return new Map([...lines].map(([, command, count]) => [command!, Number(count)]));
}

function difference(before: Calls, after: Calls): Calls {
  const all = [...after].map(([command, count]) => [command, count - (before.get(command) ?? 0)] as const);
  return new Map(all.filter(([, count]) => count > 0));
}
