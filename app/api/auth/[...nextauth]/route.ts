import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { nextAuthOptions } from "@/lib/auth/next-auth.ts";
import { waitOf } from "@/lib/auth/providers.ts";
import { problemResponse } from "@/lib/http/problem.ts";
import { getPanel } from "@/lib/panel.ts";
import { logError } from "@/lib/telemetry/log.ts";

/** What signing in and out takes. Left out is `_log`, through which anybody could write to the server's log. */
const ACTIONS: ReadonlySet<string> = new Set([
  "callback",
  "csrf",
  "error",
  "providers",
  "session",
  "signin",
  "signout",
]);

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const requestId = randomUUID();
  const { nextauth } = await context.params;
  if (!ACTIONS.has(nextauth[0] ?? "")) {
    return problemResponse({ code: "not_found", detail: "There is no such way to sign in.", requestId });
  }
  try {
    const panel = await getPanel();
    // The one switch by which next-auth takes the panel's address from the request, where none is set.
    if (panel.settings.publicUrl === null) process.env.AUTH_TRUST_HOST ??= "1";
    const response: Response = await NextAuth(request, context, nextAuthOptions(panel));
    // It says so of a cookie or a method that it does not expect; its settings have been checked at start.
    return response.status >= 500 ? senseless(requestId) : withWait(response);
  } catch (error) {
    return problemOfThrown(error, requestId);
  }
}

/** Next-auth reads its input trustingly: a body that is not JSON, or a line feed in a parameter, makes it throw. */
function problemOfThrown(error: unknown, requestId: string): Response {
  if (error instanceof SyntaxError || error instanceof TypeError) return senseless(requestId);
  logError("signing in failed", error, { request_id: requestId });
  const detail = "It has been logged under this request's id.";
  return problemResponse({ code: "internal_error", detail, requestId });
}

function senseless(requestId: string): Response {
  return problemResponse({ code: "invalid_request", detail: "The request makes no sense here.", requestId });
}

/** Says for programs too how long to wait after too many attempts. */
async function withWait(response: Response): Promise<Response> {
  const wait = response.status === 401 ? waitOf(await response.clone().text()) : null;
  if (wait === null) return response;
  const headers = new Headers(response.headers);
  headers.set("retry-after", String(wait));
  return new Response(response.body, { status: 429, headers });
}

export { handle as GET, handle as POST };
