import { randomUUID } from "node:crypto";

/** Largest request body that any route could want, in bytes. Routes have tighter limits of their own. */
export const MAX_BODY_BYTES = 2 * 1024 * 1024;
/** Most header lines of one request. */
export const MAX_HEADERS = 100;
/** Largest request line and headers together, in bytes. */
export const MAX_HEADER_BYTES = 16 * 1024;

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Statuses and titles as the API's own problems have them, and two that only this server can tell. */
const CODES = {
  invalid_request: [400, "The request is not valid"],
  method_not_allowed: [405, "Method not allowed"],
  request_timeout: [408, "The request took too long to arrive"],
  too_large: [413, "The request is too large"],
  headers_too_large: [431, "The headers are too large"],
} as const;

/** Why a request is turned away before the application sees it. */
export interface Refusal {
  readonly code: keyof typeof CODES;
  readonly detail: string;
  /** The fields that are wrong. */
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** The parts of a `node:http` request that decide whether the application may see it. */
export interface RequestHead {
  method?: string | undefined;
  url?: string | undefined;
  rawHeaders: string[];
  headers: { host?: string | undefined; "content-length"?: string | undefined };
}

/** Next drops this parameter in silence; an unknown one is an error, and so is this. */
const PROTOTYPE_PARAMETER: Refusal = {
  code: "invalid_request",
  detail: "__proto__: is not a known field",
  errors: [{ field: "__proto__", message: "is not a known field" }],
};

/** Why a request must be refused, or undefined where it may pass. */
export function refusalOf({ method = "", url = "", rawHeaders, headers }: RequestHead): Refusal | undefined {
  if (!isWellFormed(url)) return { code: "invalid_request", detail: "The URL is malformed." };
  if (new URL(url, "http://host").searchParams.has("__proto__")) return PROTOTYPE_PARAMETER;
  if (!isHost(headers.host)) return { code: "invalid_request", detail: "The Host header is malformed." };
  if (!METHODS.includes(method)) {
    const headers = { allow: METHODS.join(", ") };
    return { code: "method_not_allowed", detail: "The request method is not supported.", headers };
  }
  if (rawHeaders.length / 2 > MAX_HEADERS) {
    return { code: "headers_too_large", detail: `A request may have at most ${MAX_HEADERS} headers.` };
  }
  if (Number(headers["content-length"] ?? 0) > MAX_BODY_BYTES) {
    return { code: "too_large", detail: `A request body may have at most ${MAX_BODY_BYTES} bytes.` };
  }
  return undefined;
}

function isWellFormed(url: string): boolean {
  if (!url.startsWith("/")) return false;
  try {
    decodeURIComponent(url);
    return URL.canParse(url, "http://host");
  } catch {
    return false;
  }
}

function isHost(host: string | undefined): boolean {
  return host === undefined || (/^[^\s/?#@\\]+$/.test(host) && URL.canParse(`http://${host}`));
}

/** A refusal as RFC 9457 problem details, in the shape of every error of the API, on a connection that ends with it. */
export function problemOf({ code, detail, errors, headers }: Refusal): {
  status: number;
  headers: Record<string, string>;
  body: string;
} {
  const [status, title] = CODES[code];
  const requestId = randomUUID();
  const type = `urn:breaker-panel:problem:${code}`;
  const body = JSON.stringify({ type, title, status, detail, code, request_id: requestId, errors });
  return {
    status,
    body,
    headers: {
      "content-type": "application/problem+json",
      "content-length": String(Buffer.byteLength(body)),
      "cache-control": "no-store",
      "x-request-id": requestId,
      connection: "close",
      ...headers,
    },
  };
}
