import { type BodyOf, type Called, isReplyOf, type ParamsOf, type QueryOf, type ReplyOf } from "./api.ts";
import { ApiError, errorOfFailure, errorOfReply } from "./api-error.ts";

/** Milliseconds. A fetch that hangs would hold up every later poll. */
const TIMEOUT_MS = 8000;

type Name = Called["name"];

export interface CallOptions<N extends Name> {
  params?: ParamsOf<N>;
  query?: { readonly [K in keyof QueryOf<N>]?: string | number };
  body?: BodyOf<N>;
  signal?: AbortSignal;
}

/** What the endpoint answers. Fails with an `ApiError`, also where that cannot be its answer. */
export async function call<N extends Name>(endpoint: Called<N>, options: CallOptions<N> = {}): Promise<ReplyOf<N>> {
  const response = await send(endpoint, options, {});
  return readReply(endpoint, response);
}

/** The bare reply, for whoever looks at its headers; every status but 304 and the good ones is an `ApiError`. */
export async function send<N extends Name>(
  endpoint: Called<N>,
  { params, query, body, signal }: CallOptions<N>,
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

export async function readReply<N extends Name>(endpoint: Called<N>, response: Response): Promise<ReplyOf<N>> {
  // The body arrives after the headers: the connection can still break, and the clock still runs.
  const text = await response.text().catch((cause) => {
    throw errorOfFailure(cause);
  });
  const reply = jsonOf(text);
  if (isReplyOf(endpoint, reply)) return reply as ReplyOf<N>;
  throw new ApiError("unreadable_reply", "The server's answer could not be understood.");
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
