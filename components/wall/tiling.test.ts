import { describe, expect, it } from "vitest";
import { mostTiles, pageOfTiles, tilingOf } from "./tiling.ts";

describe("on a wide screen", () => {
  it.each([
    [1, { columns: 1, rows: 1 }],
    [2, { columns: 2, rows: 1 }],
    [3, { columns: 3, rows: 1 }],
    [4, { columns: 2, rows: 2 }],
    [5, { columns: 3, rows: 2 }],
    [6, { columns: 3, rows: 2 }],
    [7, { columns: 4, rows: 2 }],
    [8, { columns: 4, rows: 2 }],
  ])("%i tiles", (tiles, tiling) => {
    expect(tilingOf(tiles, 2.3)).toEqual(tiling);
  });
});

it("puts tiles below each other on a screen that stands upright", () => {
  expect(tilingOf(3, 0.6)).toEqual({ columns: 1, rows: 3 });
  expect(mostTiles(0.6)).toBeLessThan(mostTiles(2));
});

it("has a place for every tile, whatever the screen", () => {
  for (const aspect of [0.4, 0.8, 1.3, 2, 4]) {
    for (let tiles = 1; tiles <= mostTiles(aspect); tiles += 1) {
      const { columns, rows } = tilingOf(tiles, aspect);
      expect(columns * rows).toBeGreaterThanOrEqual(tiles);
    }
  }
});

it("shows all of them, page by page, and begins again", () => {
  const all = Array.from({ length: 20 }, (_, index) => index);
  const pages = [0, 1, 2].map((turn) => pageOfTiles(all, 8, turn));
  expect(pages.flat()).toEqual(all);
  expect(pageOfTiles(all, 8, 3)).toEqual(pages[0]);
  expect(pageOfTiles([], 8, 3)).toEqual([]);
});
