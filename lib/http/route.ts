import { randomUUID } from "node:crypto";
import * as z from "zod";
import { authorize } from "../auth/permissions.ts";
import { assertSameOrigin, authenticate } from "../auth/request.ts";
import type { Endpoint } from "../contracts/api.ts";
import type { Caller } from "../operations/context.ts";
import { clip, invalid } from "../operations/field-errors.ts";
import { recordRefusal } from "../operations/record-refusal.ts";
import { getPanel, type Panel } from "../panel.ts";
import { logError } from "../telemetry/log.ts";
import { BodyTooLarge, bodyOf, parseWith, queryOf } from "./parse.ts";
import { problemOf, problemResponse } from "./problem.ts";

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a route's one operation is called with: everything parsed, whoever asks authorised. */
export interface RouteInput<E extends Endpoint> {
  readonly panel: Panel;
  /** Who asks; on an open endpoint, nobody. */
  readonly caller: E["access"] extends "open" ? null : Caller;
  readonly params: Parsed<E["params"]>;
  readonly query: Parsed<E["query"]>;
  readonly body: Parsed<E["body"]>;
  readonly request: Request;
  readonly requestId: string;
}

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** A method of a route, ready to be exported. */
export interface Method {
  readonly method: Endpoint["method"];
  readonly handler: Handler;
}

const NOTHING = z.strictObject({});

/**
 * One endpoint of the API: authorises, parses, carries out one operation, replies. The operation answers a value
 * that is sent as JSON, or a whole `Response`.
 */
export function route<E extends Endpoint>(
  endpoint: E,
  operate: (input: RouteInput<E>) => Promise<unknown> | unknown,
): Method {
  const answer = async (panel: Panel, caller: Caller | null, request: Request, params: unknown, requestId: string) => {
    if (endpoint.access !== "open") admitCaller(panel, caller, endpoint, request);
    const input = {
      panel,
      caller,
      params: endpoint.params && parseWith(endpoint.params, params, "path"),
      query: parseWith(endpoint.query ?? NOTHING, queryOf(new URL(request.url)), "query"),
      body: await parsedBody(endpoint, request),
      request,
      requestId,
    };
    const reply = await operate(input as RouteInput<E>);
    return reply instanceof Response ? reply : Response.json(reply, { headers: { "cache-control": "no-store" } });
  };
  return {
    method: endpoint.method,
    handler: (request, { params }) =>
      answering(async (requestId) => {
        const panel = await getPanel();
        const principal = endpoint.access === "open" ? null : await authenticate(panel, request);
        const caller = principal && { principal, requestId };
        try {
          return await answer(panel, caller, request, await params, requestId);
        } catch (error) {
          if (caller !== null && endpoint.method !== "GET") {
            await recordRefusal(panel, caller, { ...endpoint, type: typeIn(endpoint, await params) }, error);
          }
          throw error;
        }
      }),
  };
}

/** The node type that a path names; null where it names none, or nothing that could be one. */
function typeIn(endpoint: Endpoint, params: Record<string, string>): string | null {
  return endpoint.params?.safeParse(params).success ? (params.type ?? null) : null;
}

/** The methods of one route; every other one is answered with 405. */
export function resource(...methods: readonly Method[]): Record<Endpoint["method"], Handler> {
  const allow = methods.map(({ method }) => method).join(", ");
  const refuse: Handler = (request) =>
    answering((requestId) => {
      const detail = `${request.method} is not among ${allow}`;
      return problemResponse({ code: "method_not_allowed", detail, requestId, headers: { allow } });
    });
  const handlerOf = (method: Endpoint["method"]) => methods.find((each) => each.method === method)?.handler ?? refuse;
  return {
    GET: handlerOf("GET"),
    POST: handlerOf("POST"),
    PUT: handlerOf("PUT"),
    PATCH: handlerOf("PATCH"),
    DELETE: handlerOf("DELETE"),
  };
}

/** Turns whatever goes wrong into a problem, once; what nobody foresaw is logged and answered blandly. */
async function answering(work: (requestId: string) => Promise<Response> | Response): Promise<Response> {
  const requestId = randomUUID();
  try {
    const response = await work(requestId);
    response.headers.set("x-request-id", requestId);
    return response;
  } catch (error) {
    if (error instanceof BodyTooLarge) {
      return problemResponse({ code: "too_large", detail: "body: is longer than 1 MiB", requestId });
    }
    const known = problemOf(error, requestId);
    if (known !== null) return known;
    logError("a request failed", error, { request_id: requestId });
    const detail = "It has been logged under this request's id.";
    return problemResponse({ code: "internal_error", detail, requestId });
  }
}

function admitCaller(panel: Panel, caller: Caller | null, endpoint: Endpoint, request: Request): void {
  authorize(caller?.principal ?? null, endpoint.access);
  if (caller?.principal.kind === "user" && endpoint.method !== "GET") {
    assertSameOrigin(request, panel.settings.publicUrl);
  }
}

async function parsedBody(endpoint: Endpoint, request: Request): Promise<unknown> {
  if (endpoint.method === "GET") return undefined;
  const body = await bodyOf(request);
  if (endpoint.body === undefined) {
    if (body !== undefined) throw invalid([{ field: "body", message: "is not taken by this call" }]);
    return undefined;
  }
  if (body === undefined && !endpoint.bodyOptional) throw invalid([{ field: "body", message: "is missing" }]);
  return parseWith(endpoint.body, body === undefined ? {} : body, "body");
}

/** Answers every path under the API that no route has. */
export const unknownPath: Handler = (request) =>
  answering((requestId) => {
    const detail = `There is nothing at ${clip(new URL(request.url).pathname)}.`;
    return problemResponse({ code: "not_found", detail, requestId });
  });
