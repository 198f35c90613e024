import { expect, it } from "vitest";
import { rows } from "./rows.ts";

/** Far more than any row takes in its short form. */
const PATIENCE_MS = 120_000;

it.each(rows)("holds what the table promises: $name", { timeout: PATIENCE_MS }, async (row) => {
  const lines = await row.run("short");
  expect(lines.length).toBeGreaterThan(0);
  // How fast it was is for `npm run cluster-test` to judge, on a machine that does nothing else.
  expect(lines.filter(({ ok, isTiming }) => !ok && isTiming !== true)).toEqual([]);
});
