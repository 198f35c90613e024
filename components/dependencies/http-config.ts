import * as z from "zod";

// The methods that the engine's `http` kind knows.
export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

const texts = z.record(z.string(), z.string()).catch({});
const statuses = z.array(z.union([z.number(), z.string()])).optional();

/** What the console reads of an `http` config. It shows what it can of one that it does not understand. */
const httpConfig = z.object({
  base_url: z.string().catch(""),
  method: z.string().catch("GET"),
  path: z.string().catch(""),
  headers: texts,
  query: texts,
  failure_statuses: statuses.catch(undefined),
  ignored_statuses: statuses.catch(undefined),
  caller_statuses: statuses.catch(undefined),
  max_response_bytes: z.number().optional().catch(undefined),
});

export type HttpConfigView = z.infer<typeof httpConfig>;

export function httpConfigOf(config: Readonly<Record<string, unknown>>): HttpConfigView {
  return httpConfig.parse(config);
}

/** `POST` and where to, as one reads a request. */
export function requestLineOf(config: Readonly<Record<string, unknown>>): { method: string; address: string } {
  const { method, base_url, path } = httpConfigOf(config);
  return { method, address: base_url.replace(/\/$/, "") + path };
}

/** Names of the parameters that a path asks for: `/orders/{id}`. */
export function parametersOf(path: string): string[] {
  return named(path, /\{([A-Za-z_][A-Za-z0-9_]{0,63})\}/g);
}

/** Names of the secrets that headers ask for: `Bearer {{api_key}}`. */
export function secretsIn(values: readonly string[]): string[] {
  return named(values.join("\n"), /\{\{([A-Za-z][A-Za-z0-9_]{0,63})\}\}/g);
}

function named(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ""))];
}

/** Whether secrets that went to one base URL may go to the other. */
export function isSameOrigin(one: string, other: string): boolean {
  const [a, b] = [URL.parse(one), URL.parse(other)];
  return a !== null && b !== null && a.origin === b.origin;
}
