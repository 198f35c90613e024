import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Place } from "../../contract/place.ts";
import { Database } from "../database.ts";
import { SqliteStore } from "../sqlite-store.ts";

export interface FilePlace extends Place {
  readonly folder: string;
  readonly file: string;
  open(now?: () => number): SqliteStore;
}

/** A folder of its own for a database file. */
export function newFilePlace(): FilePlace {
  const folder = mkdtempSync(join(tmpdir(), "breaker-panel-"));
  const file = join(folder, "data", "panel.db");
  const stores: SqliteStore[] = [];
  return {
    folder,
    file,
    open(now) {
      const store = new SqliteStore(Database.open(file), now);
      stores.push(store);
      return store;
    },
    remove() {
      for (const store of stores) store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
