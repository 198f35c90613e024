import { openRedisStore } from "../../lib/stores/redis/open.ts";
import type { RedisStore } from "../../lib/stores/redis/redis-store.ts";
import { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import { type InInstance, RemoteInstance } from "./fleet.ts";
import type { InstanceOptions } from "./instance.ts";
import { TcpProxy } from "./tcp-proxy.ts";

/** A server, instances that each reach it by a proxy of their own, and a view of what it holds that no proxy breaks. */
export interface Place<Row extends InInstance> {
  readonly server: RedisServer;
  readonly proxies: readonly TcpProxy[];
  readonly fleet: readonly RemoteInstance<Row>[];
  readonly store: RedisStore;
  /** One more instance, which reaches the server without a proxy. It is ended with the others. */
  join(name: string): Promise<RemoteInstance<Row>>;
}

interface PlaceOptions extends Omit<InstanceOptions, "name" | "url" | "clockError"> {
  /** Milliseconds by which the clock of each instance is wrong; one instance for each. */
  readonly clockErrors: readonly number[];
}

/** Does something at a place of its own, and ends all that is there. `module` is the row's. */
export async function inPlace<Row extends InInstance, T>(
  module: string,
  { clockErrors, ...options }: PlaceOptions,
  what: (place: Place<Row>) => Promise<T>,
): Promise<T> {
  const server = await RedisServer.start();
  const proxies = await Promise.all(clockErrors.map(() => TcpProxy.start(server.port)));
  const joined: RemoteInstance<Row>[] = [];
  const join = async (name: string, url: string, clockError = 0) => {
    const instance = await RemoteInstance.start<Row>(module, { ...options, name, url, clockError });
    joined.push(instance);
    return instance;
  };
  const store = await openRedisStore({ url: server.url, scope: "engine" });
  try {
    const fleet = await Promise.all(
      proxies.map(({ port }, index) => join(`orders-${index + 1}`, `redis://127.0.0.1:${port}`, clockErrors[index])),
    );
    return await what({ server, proxies, fleet, store, join: (name) => join(name, server.url) });
  } finally {
    await Promise.all(joined.map((each) => each.kill()));
    await Promise.all(proxies.map((each) => each.close()));
    await store.close();
    await server.stop();
  }
}
