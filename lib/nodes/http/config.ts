import * as z from "zod";
import { named } from "./named.ts";

/** Bytes of an answer's body that are read. */
const DEFAULT_MAX_RESPONSE_BYTES = 1024 * 1024;
const LARGEST_MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/** What speaks against the dependency: it is broken or busy, or the key that it was given is wrong. */
const DEFAULT_FAILURE_STATUSES = ["5xx", 408, 429, 401, 403] as const;
/** What says nothing about the dependency's health: the request was at fault. */
const DEFAULT_IGNORED_STATUSES = ["4xx"] as const;

/** Failures that speak against the caller: a wrong key, one without the right, a quota that is used up. */
const DEFAULT_CALLER_STATUSES = [401, 403, 429] as const;

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/** What belongs to the connection or is set by the engine itself. */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** `{{api_key}}` in a header stands for the secret of that name. */
export const PLACEHOLDER = /\{\{([A-Za-z][A-Za-z0-9_]{0,63})\}\}/g;
/** `{id}` in a path stands for the parameter of that name. */
export const PARAMETER = /\{([A-Za-z_][A-Za-z0-9_]{0,63})\}/g;

const baseUrl = z
  .string()
  .max(2000)
  .superRefine((text, context) => {
    const problem = problemOfBaseUrl(text);
    if (problem !== null) context.addIssue({ code: "custom", message: problem });
  });

const path = z
  .string()
  .max(2000)
  .superRefine((text, context) => {
    const problem = problemOfPath(text);
    if (problem !== null) context.addIssue({ code: "custom", message: problem });
  });

const headerName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, "not the name of a header")
  .refine((name) => !RESERVED_HEADERS.has(name.toLowerCase()), "set by the engine itself");

const headerValue = z
  .string()
  .max(8000)
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, "no line breaks, control characters or characters beyond Latin-1")
  .refine((text) => !/\{\{|\}\}/.test(text.replace(PLACEHOLDER, "")), "a secret is written {{name}}");

const headers = named(headerName, headerValue).refine(
  (given) => new Set(Object.keys(given).map((name) => name.toLowerCase())).size === Object.keys(given).length,
  "a header is named twice",
);

const noSecret = z
  .string()
  .max(2000)
  .refine((text) => !text.includes("{{"), "secrets can be put in headers only");

const status = z.union([z.int().min(300).max(599), z.enum(["3xx", "4xx", "5xx"])]);

/** How an `http` node type calls its dependency. Browser-safe: forms check with it too. */
export const httpConfigSchema = z.strictObject({
  /** Where the dependency is; nothing but its own path is ever called elsewhere. */
  base_url: baseUrl,
  method: z.enum(METHODS).default("GET"),
  /** Added to the base URL's own; `{name}` is filled from the input's `params`. */
  path: path.default(""),
  headers: headers.default({}),
  /** Query parameters that the input may override. */
  query: named(z.string().min(1).max(200), noSecret).default({}),
  /** Statuses, or their classes, that count as failures. One that is listed itself goes before its class. */
  failure_statuses: z
    .array(status)
    .max(50)
    .default([...DEFAULT_FAILURE_STATUSES]),
  /** Statuses, or their classes, that are errors and say nothing about health. Those in neither list are successes. */
  ignored_statuses: z
    .array(status)
    .max(50)
    .default([...DEFAULT_IGNORED_STATUSES]),
  /**
   * Of the failures, statuses or their classes that speak against the caller and not the dependency. Where a policy's
   * scope gives callers circuits of their own, these open the caller's, and all others the node type's.
   */
  caller_statuses: z
    .array(status)
    .max(50)
    .default([...DEFAULT_CALLER_STATUSES]),
  max_response_bytes: z.int().min(1).max(LARGEST_MAX_RESPONSE_BYTES).default(DEFAULT_MAX_RESPONSE_BYTES),
});

export type HttpConfig = z.infer<typeof httpConfigSchema>;

function problemOfBaseUrl(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) return "an http or https URL";
  if (url.username !== "" || url.password !== "") return "no credentials in the URL: put them in a header, as secrets";
  if (/[?#]/.test(text)) return "no query and no fragment";
  if (/[{}\s\\]/.test(text)) return "no spaces, braces or backslashes";
  return null;
}

function problemOfPath(text: string): string | null {
  if (text !== "" && !text.startsWith("/")) return "starts with a slash";
  if (!/^[\x21-\x7e]*$/.test(text)) return "spaces and other than ASCII characters have to be percent-encoded";
  if (/[?#\\]/.test(text)) return "no query, fragment or backslash";
  if (/[{}]/.test(text.replace(PARAMETER, ""))) return "a parameter is written {name}";
  if (hasDotSegment(text)) return 'no "." or ".." between slashes';
  return null;
}

/** Whether a path would be shortened on its way, as `/a/../b` is, however the dots are written. */
export function hasDotSegment(path: string): boolean {
  return path.split("/").some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
}

/** Names of the secrets that the headers refer to. */
export function secretsOf(config: HttpConfig): string[] {
  const found = Object.values(config.headers).flatMap((text) => [...text.matchAll(PLACEHOLDER)]);
  return [...new Set(found.map(([, name]) => name as string))];
}

/** Names of the parameters that the path has to be given. */
export function parametersOf(config: HttpConfig): string[] {
  return [...new Set([...config.path.matchAll(PARAMETER)].map(([, name]) => name as string))];
}
