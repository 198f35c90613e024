import type { IncomingMessage } from "node:http";

/** What a proxy says of the request that it passes on. */
const FORWARDED = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-real-ip",
];

/**
 * Takes away what a request claims of where it came from, and writes down what is known. Without a proxy in front
 * anybody can claim anything, and the limit on logins goes by the address.
 */
export function dropForwarded(request: IncomingMessage): void {
  for (const name of FORWARDED) delete request.headers[name];
  request.headers["x-forwarded-for"] = request.socket.remoteAddress ?? "";
}
