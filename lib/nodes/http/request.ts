import * as z from "zod";
import { type HttpConfig, hasDotSegment, PARAMETER, parametersOf } from "./config.ts";
import { named } from "./named.ts";

const scalar = z.union([z.string().max(10_000), z.number(), z.boolean()], "text, a number or true or false");

const inputSchema = z.strictObject({
  /** What fills the path, by name. */
  params: named(z.string(), z.union([z.string().max(2000), z.number()], "text or a number")).default({}),
  /** Goes over the config's own; a list gives its name several times. */
  query: named(z.string().min(1).max(200), z.union([scalar, z.array(scalar).max(1000)])).default({}),
  /** JSON; text as it is where the config sets another content type. */
  body: z.unknown().optional(),
});

type Input = z.infer<typeof inputSchema>;

/** One call, ready to be sent. */
export interface HttpRequest {
  readonly method: HttpConfig["method"];
  /** With the query. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** The input does not fit; the message names the field. */
export class InvalidInput extends Error {}

/**
 * The call that an input asks for.
 * @param headers those of every call
 * @throws InvalidInput
 */
export function buildRequest(
  config: HttpConfig,
  headers: Readonly<Record<string, string>>,
  given: unknown,
): HttpRequest {
  const input = parse(given);
  const path = new URL(config.base_url).pathname.replace(/\/$/, "") + fillPath(config, input.params);
  const body = writeBody(config, headers["content-type"], input.body);
  return {
    method: config.method,
    path: (path === "" ? "/" : path) + writeQuery(config, input.query),
    headers: body === null || headers["content-type"] ? headers : { ...headers, "content-type": "application/json" },
    body,
  };
}

function parse(given: unknown): Input {
  const parsed = inputSchema.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join(".") ?? "";
  if (issue?.code === "unrecognized_keys") throw new InvalidInput(`${issue.keys[0]}: is not a known field`);
  throw new InvalidInput(`${path === "" ? "input" : path}: ${issue?.message}`);
}

function fillPath(config: HttpConfig, params: Input["params"]): string {
  const wanted = parametersOf(config);
  const unknown = Object.keys(params).find((name) => !wanted.includes(name));
  if (unknown !== undefined) throw new InvalidInput(`params.${unknown}: is not in the path`);
  const path = config.path.replace(PARAMETER, (_, name: string) => pathPart(name, params));
  // Parts that are harmless alone may make up a ".." together.
  if (hasDotSegment(path)) throw new InvalidInput('params: the path must not have a "." or ".." between slashes');
  return path;
}

function pathPart(name: string, params: Input["params"]): string {
  const value = Object.hasOwn(params, name) ? String(params[name]) : "";
  if (value === "") throw new InvalidInput(`params.${name}: is missing`);
  if (/[/\\\p{Cc}]/u.test(value) || !value.isWellFormed()) {
    throw new InvalidInput(`params.${name}: must not have slashes, backslashes or control characters`);
  }
  return encodeURIComponent(value);
}

function writeQuery(config: HttpConfig, given: Input["query"]): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...config.query, ...given })) {
    for (const item of Array.isArray(value) ? value : [value]) query.append(name, String(item));
  }
  return query.size === 0 ? "" : `?${query}`;
}

function writeBody({ method }: HttpConfig, contentType: string | undefined, body: unknown): string | null {
  if (body === undefined) return null;
  if (method === "GET" || method === "HEAD") throw new InvalidInput(`body: a ${method} request has none`);
  const isJson = contentType === undefined || /^[^;]*\bjson\b/i.test(contentType);
  if (!isJson && typeof body !== "string")
    throw new InvalidInput(`body: has to be text, for it is sent as ${contentType}`);
  return isJson ? toJson(body) : (body as string);
}

function toJson(body: unknown): string {
  try {
    return JSON.stringify(body) ?? refuse();
  } catch {
    return refuse();
  }
}

function refuse(): never {
  throw new InvalidInput("body: is not JSON");
}
