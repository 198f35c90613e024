import { openRedisStore } from "../../lib/stores/redis/open.ts";
import { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import type { Store } from "../../lib/stores/store.ts";
import { TcpProxy } from "../support/tcp-proxy.ts";

const DIRECT = 2;
const PROXIED = 4;
/** Short, so that whoever meets a fault does not wait for long. */
const DEADLINE_MS = 250;

/** A server and stores on it: some on lines that can be broken. */
export interface Ground {
  readonly server: RedisServer;
  readonly proxies: readonly TcpProxy[];
  readonly stores: readonly Store[];
  remove(): Promise<void>;
}

/** @param isDurable whether what the server has acknowledged outlives its death */
export async function prepareGround(isDurable: boolean): Promise<Ground> {
  const config: Record<string, string> = isDurable
    ? { appendonly: "yes", appendfsync: "always" }
    : { appendonly: "no" };
  const server = await RedisServer.start({ config });
  const proxies: TcpProxy[] = [];
  const stores: Store[] = [];
  const remove = async () => {
    await Promise.all(stores.map((store) => store.close()));
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await server.stop();
  };
  try {
    for (let each = 0; each < PROXIED; each++) proxies.push(await TcpProxy.start(server.port));
    const ports = [...Array<number>(DIRECT).fill(server.port), ...proxies.map(({ port }) => port)];
    for (const port of ports)
      stores.push(await openRedisStore({ url: `redis://127.0.0.1:${port}`, deadlineMs: DEADLINE_MS }));
  } catch (error) {
    await remove();
    throw error;
  }
  return { server, proxies, stores, remove };
}
