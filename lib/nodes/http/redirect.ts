import { UnusableAnswer } from "./failures.ts";
import type { HttpRequest } from "./request.ts";

/** Redirects of one call that are followed. */
export const MOST_REDIRECTS = 3;

/**
 * The call that a redirect leads to, or null where the answer is none. As fetch does it: 303 becomes a GET, and so
 * do 301 and 302 of a POST; 307 and 308 keep method and body.
 * @throws UnusableAnswer where it leads to another origin
 */
export function redirected(
  request: HttpRequest,
  status: number,
  location: string | undefined,
  origin: string,
): HttpRequest | null {
  if (location === undefined || ![301, 302, 303, 307, 308].includes(status)) return null;
  const target = URL.parse(location, new URL(request.path, origin));
  if (target === null || target.origin !== origin) {
    const whereto = target === null ? "nowhere" : target.origin;
    throw new UnusableAnswer("redirect", "ignored", `redirected to ${whereto}, and only ${origin} is called`);
  }
  const path = target.pathname + target.search;
  const becomesGet =
    (status === 303 && request.method !== "HEAD") || ((status === 301 || status === 302) && request.method === "POST");
  if (!becomesGet) return { ...request, path };
  const { "content-type": _, ...headers } = request.headers;
  return { method: "GET", path, headers, body: null };
}
