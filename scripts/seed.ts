import { existsSync, readdirSync } from "node:fs";
import * as z from "zod";
import { readSettings } from "../lib/settings.ts";
import { StoreError } from "../lib/stores/store.ts";
import { atStore, check, readArguments, runCommand } from "./command-line.ts";
import { house } from "./seeding/house.ts";
import { writeHouse } from "./seeding/write.ts";

const USAGE = `Fills an empty data folder with circuits to look at: in all states, with past trips, errors, owners, tags and
the last hour's calls.

  PANEL_DATA_DIR=/tmp/house npm run seed -- --circuits 10000
  PANEL_DATA_DIR=/tmp/house npm start

  --circuits  how many: 1 to 50,000
  --open      how many of them are open; one in 500, where this is left out

Nobody calls them: as ever, what is closed and idle of callers' circuits is forgotten after ten minutes, and the wait of
what is open ends.`;

const whole = (least: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, "a whole number")
    .transform(Number)
    .pipe(z.int().min(least).max(50_000));
const request = z.object({ circuits: whole(1), open: whole(0).optional() });

await runCommand(USAGE, async () => {
  const { values } = readArguments({ circuits: { type: "string" }, open: { type: "string" } });
  const { circuits, open = Math.ceil(circuits / 500) } = check(request, values);
  const { dataDir } = readSettings(process.env);
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0) {
    throw new StoreError("unavailable", `${dataDir} is not empty: seeding takes a folder of its own.`);
  }
  return atStore(async ({ services: { store, now } }) => {
    if ((await store.load("node_types")).length > 0) throw new StoreError("unavailable", "The store is not empty.");
    await writeHouse(store, house(circuits, open), now());
    return `${circuits} circuits are in ${dataDir}. Start the panel on it: PANEL_DATA_DIR=${dataDir} npm start`;
  });
});
