/** Opens a store at each of the URLs that it is called with, uses it, and tells its parent what came of it. */
import { create } from "../../contract/place.ts";
import { openRedisStore } from "../open.ts";

const results = await Promise.all(process.argv.slice(2).map(use));
process.send?.(results);
process.disconnect?.();

async function use(url: string): Promise<string> {
  try {
    const store = await openRedisStore({ url });
    const { cursor } = await store.changes(null);
    await create(store, "external_api", "kept");
    const { changes } = await store.waitForChanges(cursor, new AbortController().signal);
    await store.close();
    return JSON.stringify(changes.map(({ id, value }) => ({ id, value })));
  } catch (error) {
    return String(error);
  }
}
