import * as z from "zod";
import type { Endpoint } from "../contracts/api.ts";
import { ApiError, errorOfFailure, errorOfReply } from "./api-error.ts";

// Without this, zod tries `new Function` once, and the page's content security policy reports it.
z.config({ jitless: true });

/** Milliseconds. A fetch that hangs would hold up every later poll. */
const TIMEOUT_MS = 8000;

type Output<T> = T extends z.ZodType ? z.output<T> : string;
type Input<T> = T extends z.ZodType ? z.input<T> : undefined;

export interface CallOptions<E extends Endpoint> {
  params?: Input<E["params"]>;
  query?: { readonly [K in keyof Input<E["query"]>]?: string | number };
  body?: Input<E["body"]>;
  signal?: AbortSignal;
}

/** What the endpoint answers, checked against its contract. Fails with an `ApiError`. */
export async function call<const E extends Endpoint>(
  endpoint: E,
  options: CallOptions<E> = {},
): Promise<Output<E["reply"]>> {
  const response = await send(endpoint, options, {});
  return readReply(endpoint, response);
}

/** The bare reply, for whoever looks at its headers; every status but 304 and the good ones is an `ApiError`. */
export async function send<E extends Endpoint>(
  endpoint: E,
  { params, query, body, signal }: CallOptions<E>,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(addressOf(endpoint.path, params ?? {}, query ?? {}), {
    method: endpoint.method,
    headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    // The ETag is handled here; the browser's own cache would hide the 304.
    cache: "no-store",
    credentials: "same-origin",
  }).catch((cause) => {
    throw errorOfFailure(cause);
  });
  if (response.ok || response.status === 304) return response;
  throw await errorOfReply(response);
}

export async function readReply<E extends Endpoint>(endpoint: E, response: Response): Promise<Output<E["reply"]>> {
  // The body arrives after the headers: the connection can still break, and the clock still runs.
  const text = await response.text().catch((cause) => {
    throw errorOfFailure(cause);
  });
  if (endpoint.reply === null) return text as Output<E["reply"]>;
  const parsed = endpoint.reply.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data as Output<E["reply"]>;
  throw new ApiError("unreadable_reply", "The server's answer could not be understood.", { cause: parsed.error });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where to call: `/api/nodes/{type}` with its parameters filled in, and a query without what is empty. */
export function addressOf(path: string, params: object, query: object): string {
  const values = new Map<string, unknown>(Object.entries(params));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name) ?? "")));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const tail = search.toString();
  return tail === "" ? filled : `${filled}?${tail}`;
}
