/** Milliseconds since the epoch as the API writes instants: RFC 3339, UTC, with milliseconds. */
export function toInstant(at: number): string {
  return new Date(at).toISOString();
}

export function toInstantOrNull(at: number | null): string | null {
  return at === null ? null : toInstant(at);
}
