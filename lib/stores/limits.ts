/** For how many milliseconds a store answers `applied` to the repeat of a swap. */
export const REMEMBER_WRITES_MS = 10 * 60_000;

/** How long, in milliseconds, and how many changes a store keeps for those who follow it: whichever is less. */
export const KEEP_CHANGES_MS = 10 * 60_000;
export const KEEP_CHANGES = 10_000;

/** How many changes one call returns where the caller does not say. */
export const CHANGES_PAGE = 1_000;
