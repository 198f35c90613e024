import { OperationError } from "../operations/errors.ts";

const READS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/**
 * Lets pass what the panel's own pages send. For requests that a cookie authenticates: a browser adds the cookie
 * whoever makes it send the request, but it alone writes `Origin`.
 * @param publicUrl the panel's own address where it is set; else the request's `Host` is.
 * @throws OperationError `forbidden`
 */
export function assertSameOrigin(request: Request, publicUrl: string | null): void {
  if (READS.has(request.method)) return;
  const origin = request.headers.get("origin");
  if (origin !== null && isOwn(origin, request.headers.get("host"), publicUrl)) return;
  const where = publicUrl === null ? "" : `, at ${publicUrl}`;
  const fault = origin === null ? "missing" : "another";
  throw new OperationError(
    "forbidden",
    `A change by cookie must come from the panel's own pages${where}; its Origin is ${fault}. Scripts send a token.`,
  );
}

function isOwn(origin: string, host: string | null, publicUrl: string | null): boolean {
  if (!URL.canParse(origin)) return false;
  if (publicUrl !== null) return new URL(origin).origin === new URL(publicUrl).origin;
  // A proxy may have taken the TLS off, so the scheme says nothing here.
  return host !== null && origin.split("//")[1] === host.toLowerCase();
}
