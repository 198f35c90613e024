/** How tiles lie in a region. */
export interface Tiling {
  readonly columns: number;
  readonly rows: number;
}

/** A tile that is about this much wider than high holds its text best. */
const BEST_RATIO = 1.5;
/** Of two tilings with tiles of about the same size, the one that leaves fewer places empty is taken. */
const ABOUT = 0.85;

/**
 * The tiling that makes tiles largest.
 * @param aspect the region's width over its height
 */
export function tilingOf(tiles: number, aspect: number): Tiling {
  const tilings = Array.from({ length: tiles }, (_, index) => {
    const columns = index + 1;
    const rows = Math.ceil(tiles / columns);
    return { columns, rows, size: Math.min(aspect / columns / BEST_RATIO, 1 / rows), empty: columns * rows - tiles };
  });
  const largest = Math.max(...tilings.map(({ size }) => size));
  const [best] = tilings
    .filter(({ size }) => size >= largest * ABOUT)
    .sort((a, b) => a.empty - b.empty || b.size - a.size);
  return best === undefined ? { columns: 1, rows: 1 } : { columns: best.columns, rows: best.rows };
}

/** More tiles than this at once cannot be read from across a room. */
export function mostTiles(aspect: number): number {
  return aspect < 1 ? 5 : 8;
}

/** One page of what there is; past the last one it begins again. */
export function pageOfTiles<T>(all: readonly T[], perPage: number, turn: number): readonly T[] {
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const from = (turn % pages) * perPage;
  return all.slice(from, from + perPage);
}
