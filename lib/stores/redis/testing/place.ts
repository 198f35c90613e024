import type { Place } from "../../contract/place.ts";
import { openRedisStore, type RedisOptions } from "../open.ts";
import type { RedisStore } from "../redis-store.ts";
import type { RedisServer } from "./redis-server.ts";

let lastPrefix = 0;

export interface RedisPlace extends Place {
  readonly prefix: string;
  open(now?: undefined, options?: Partial<RedisOptions>): Promise<RedisStore>;
}

/** Keys of its own on a server. */
export function newRedisPlace(server: RedisServer): RedisPlace {
  lastPrefix += 1;
  const prefix = `{place-${lastPrefix}}`;
  const stores: RedisStore[] = [];
  return {
    prefix,
    async open(_now, options) {
      const store = await openRedisStore({ url: server.url, prefix, ...options });
      stores.push(store);
      return store;
    },
    async remove() {
      for (const store of stores) await store.close();
    },
  };
}
