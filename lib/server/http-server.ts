import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { dropForwarded } from "./forwarded.ts";
import { MAX_HEADER_BYTES, problemOf, type Refusal, refusalOf } from "./refusal.ts";

const MAX_CONNECTIONS = 4096;
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 60_000;
/** Longer than the 60 s of common reverse proxies, which else meet a connection that is just being closed. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
const TIMEOUT_CHECK_MS = 5_000;
/** How long a refused sender may go on sending before the connection is cut. */
const LINGER_MS = 1_000;

const PARSER_REFUSALS: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: {
    code: "headers_too_large",
    detail: `Request line and headers may have at most ${MAX_HEADER_BYTES} bytes.`,
  },
  ERR_HTTP_REQUEST_TIMEOUT: { code: "request_timeout", detail: "The request did not arrive in time." },
};
const NOT_HTTP: Refusal = { code: "invalid_request", detail: "The request is not valid HTTP." };

/** The panel's HTTP server: limits and refusals in front, a clean end behind. */
export interface PanelServer {
  server: Server;
  /**
   * Stops accepting, ends event streams and idle connections at once, and gives requests in flight `graceMs` to end
   * before their connections are cut. Resolves when no connection is left.
   */
  stop(graceMs: number): Promise<void>;
}

/**
 * Makes the server around `handle`, which sees only requests that are well-formed and of a sane size. Offers to change
 * the protocol (websockets, `h2c`) are ignored and such requests answered as they are, unless `upgrades` is set. What
 * requests claim of where they came from is believed only where `trustProxy` says that a proxy wrote it.
 */
export function createPanelServer(handle: RequestListener, { upgrades = false, trustProxy = false } = {}): PanelServer {
  const sockets = new Set<Socket>();
  const responses = new Set<ServerResponse>();
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    shouldUpgradeCallback: () => upgrades,
  });
  // Node would drop the headers beyond its own count in silence; ours are counted and refused.
  server.maxHeadersCount = 0;
  server.maxConnections = MAX_CONNECTIONS;

  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("clientError", refuseUnparsed);
  server.on("checkContinue", (request, response) => {
    if (!refusalOf(request)) response.writeContinue();
    server.emit("request", request, response);
  });
  server.on("request", (request, response) => {
    responses.add(response);
    response.once("finish", () => drain(request));
    response.once("close", () => {
      responses.delete(response);
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    if (!trustProxy) dropForwarded(request);
    const refusal = refusalOf(request);
    if (refusal) refuse(request, response, refusal);
    else handle(request, response);
  });

  async function stop(graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const response of responses) if (isEventStream(response)) response.destroy();
    // Among those without a request are some that Node itself does not count as idle: connections that were opened
    // ahead of need, as browsers do, and websockets.
    const busy = new Set([...responses].map((response) => response.socket));
    for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
    await Promise.race([closed, sleep(graceMs, undefined, { ref: false })]);
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  return { server, stop };
}

function isEventStream(response: ServerResponse): boolean {
  return String(response.getHeader("content-type")).startsWith("text/event-stream");
}

/**
 * Answers, and cuts the connection only when the sender has finished or had time to read: cutting it while a body
 * is under way would reset it, and the answer would be lost.
 */
function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const { status, headers, body } = problemOf(refusal);
  response.writeHead(status, headers);
  response.write(body);
  const timer = setTimeout(() => response.end(), LINGER_MS);
  request.once("close", () => clearTimeout(timer));
  request.once("end", () => response.end());
  request.resume();
}

/**
 * Reads what is left of a body that whoever answered did not want, and cuts the connection where that comes to no end:
 * the next request on it would never be seen.
 */
function drain(request: IncomingMessage): void {
  if (request.complete) return;
  const timer = setTimeout(() => request.socket.destroy(), LINGER_MS);
  request.once("end", () => clearTimeout(timer));
  request.resume();
}

function refuseUnparsed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, headers, body } = problemOf(PARSER_REFUSALS[error.code ?? ""] ?? NOT_HTTP);
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join("")}\r\n${body}`, () => socket.destroy());
}
