/** Where a circuit's page is. */
export function circuitPath(circuit: string): string {
  return `/circuits/${encodeURIComponent(circuit)}`;
}

/** Where that page tells why the circuit tripped last. */
export function lastTripPath(circuit: string): string {
  return `${circuitPath(circuit)}?trip=last`;
}
