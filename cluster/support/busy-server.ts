import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@redis/client";
import type { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";

/** Has the server log how long it takes for each command from now on. */
export async function logCommands(server: RedisServer): Promise<void> {
  await server.command("CONFIG", "SET", "slowlog-max-len", "100000", "slowlog-log-slower-than", "0");
  await server.command("SLOWLOG", "RESET");
}

/** The command of those logged that has kept the server busy for longest. */
export async function longestCommand(server: RedisServer): Promise<{ readonly name: string; readonly ms: number }> {
  const log = (await server.command("SLOWLOG", "GET", "-1")) as [id: number, at: number, us: number, args: string[]][];
  const [, , us, args] = log.reduce((one, other) => (other[2] > one[2] ? other : one));
  return { name: args[0]!, ms: us / 1_000 };
}

/** Pings a server each millisecond while something is done; how long the slowest answer took, in milliseconds. */
export async function pingDuring<T>(url: string, work: () => Promise<T>) {
  const client = createClient({ url, RESP: 2, disableClientInfo: true, maintNotifications: "disabled" });
  await client.connect();
  let isDone = false;
  const pinging = ping(client, () => isDone);
  try {
    const result = await work();
    isDone = true;
    return { result, ...(await pinging) };
  } finally {
    isDone = true;
    await pinging;
    client.destroy();
  }
}

async function ping(client: { ping(): Promise<unknown> }, isDone: () => boolean) {
  let [pings, slowest] = [0, 0];
  while (!isDone()) {
    const began = performance.now();
    await client.ping();
    slowest = Math.max(slowest, performance.now() - began);
    pings += 1;
    await sleep(1);
  }
  return { pings, slowest };
}
