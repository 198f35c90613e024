let alive = false;

/** To be told once the document's page has come alive: pages that the server sends from then on have just arrived. */
export function pageIsAlive(): void {
  alive = true;
}

/**
 * `performance.now()` at which the page that is being rendered arrived. The document's own first bytes come long before
 * its scripts, on a slow line by seconds.
 */
export function pageArrivedAt(): number {
  const [document] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return alive || document === undefined ? performance.now() : document.responseStart;
}
