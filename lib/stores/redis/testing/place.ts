import type { Place } from "../../contract/place.ts";
import { openRedisStore } from "../open.ts";
import type { RedisStore } from "../redis-store.ts";
import type { RedisServer } from "./redis-server.ts";

let lastPrefix = 0;

export interface RedisPlace extends Place {
  readonly prefix: string;
  open(): Promise<RedisStore>;
}

/** Keys of its own on a server. */
export function newRedisPlace(server: RedisServer): RedisPlace {
  lastPrefix += 1;
  const prefix = `{place-${lastPrefix}}`;
  const stores: RedisStore[] = [];
  return {
    prefix,
    async open() {
      const store = await openRedisStore({ url: server.url, prefix });
      stores.push(store);
      return store;
    },
    async remove() {
      for (const store of stores) await store.close();
    },
  };
}
