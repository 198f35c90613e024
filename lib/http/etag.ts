import { createHash } from "node:crypto";

/** Fields that change with the clock alone; they are left out of a reply's tag, or it would never match. */
const CLOCK_FIELDS: ReadonlySet<string> = new Set([
  "server_time",
  "seconds_until_recovery",
  "seconds_in_state",
  "seconds_since_last_error",
]);

/** `body` with a weak ETag over everything but the clock fields, or 304 where the caller has it already. */
export function conditionalReply(request: Request, body: unknown): Response {
  const text = JSON.stringify(body, (key, value) => (CLOCK_FIELDS.has(key) ? undefined : value));
  const tag = `W/"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  const headers = { etag: tag, "cache-control": "private, no-cache" };
  const known = request.headers
    .get("if-none-match")
    ?.split(",")
    .map((each) => each.trim());
  if (known?.includes(tag) || known?.includes("*")) return new Response(null, { status: 304, headers });
  return Response.json(body, { headers });
}
