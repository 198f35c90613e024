import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";

/** Largest request body that any route could want, in bytes. Routes have tighter limits of their own. */
export const MAX_BODY_BYTES = 2 * 1024 * 1024;
/** Most header lines of one request. */
export const MAX_HEADERS = 100;
/** Largest request line and headers together, in bytes. */
export const MAX_HEADER_BYTES = 16 * 1024;

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** A request that is turned away before the application sees it. */
export interface Refusal {
  status: number;
  code: string;
  detail: string;
  /** The fields that are wrong. */
  errors?: readonly { readonly field: string; readonly message: string }[];
  headers?: Record<string, string>;
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
  status: 400,
  code: "invalid_request",
  detail: "__proto__: is not a known field",
  errors: [{ field: "__proto__", message: "is not a known field" }],
};

/** Why a request must be refused, or undefined where it may pass. */
export function refusalOf({ method = "", url = "", rawHeaders, headers }: RequestHead): Refusal | undefined {
  if (!isWellFormed(url)) return { status: 400, code: "malformed_url", detail: "The request URL is malformed." };
  if (new URL(url, "http://host").searchParams.has("__proto__")) return PROTOTYPE_PARAMETER;
  if (!isHost(headers.host)) return { status: 400, code: "malformed_host", detail: "The Host header is malformed." };
  if (!METHODS.includes(method)) {
    const headers = { allow: METHODS.join(", ") };
    return { status: 405, code: "method_not_allowed", detail: "The request method is not supported.", headers };
  }
  if (rawHeaders.length / 2 > MAX_HEADERS) {
    return { status: 431, code: "too_many_headers", detail: `A request may have at most ${MAX_HEADERS} headers.` };
  }
  if (Number(headers["content-length"] ?? 0) > MAX_BODY_BYTES) {
    return { status: 413, code: "body_too_large", detail: `A request body may have at most ${MAX_BODY_BYTES} bytes.` };
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

/** A refusal as an RFC 9457 body, in the shape of every error of the API. */
export function problemBody({ status, code, detail, errors }: Refusal): string {
  const title = STATUS_CODES[status] ?? "Error";
  return JSON.stringify({ type: "about:blank", title, status, detail, code, request_id: randomUUID(), errors });
}
