import type { QueryFunctionContext } from "@tanstack/react-query";
import type { Called, ReplyOf } from "./api.ts";
import { type CallOptions, readReply, send } from "./call.ts";
import { pageArrivedAt } from "./page-arrival.ts";

/**
 * A reply, and when it came. Its relative seconds count from `receivedAt`, by this browser's monotonic clock: the
 * reader's wall clock may be wrong, and the server's is another one.
 */
export interface Received<T> {
  readonly reply: T;
  /** `performance.now()` at which these bytes came. */
  readonly receivedAt: number;
  /** `performance.now()` at which the server last said that they still hold. */
  readonly confirmedAt: number;
  /** How many polls had failed before; later ones are failures since. */
  readonly failuresBefore: number;
  readonly etag: string | null;
  /** `Date.now()` of `receivedAt`: a machine that slept shows it by the two clocks drifting apart. */
  readonly receivedOn: number;
}

/**
 * How long 304s may stand in for the reply. After that, or after a sleep, it is fetched anew, because its relative
 * seconds are as old as it is, and a monotonic clock may stand still while a machine sleeps.
 */
const REUSE_MS = 30_000;

/** A query function that polls cheaply: asks with the last ETag, and keeps the very same reply on a 304. */
export async function receive<N extends Called["name"], T extends ReplyOf<N>>(
  endpoint: Called<N>,
  options: CallOptions<N>,
  { client, queryKey, signal }: Pick<QueryFunctionContext, "client" | "queryKey" | "signal">,
): Promise<Received<T>> {
  const state = client.getQueryState<Received<T>>(queryKey);
  const last = state?.data;
  const failuresBefore = state?.errorUpdateCount ?? 0;
  const reusable = last?.etag && Date.now() - last.receivedOn < REUSE_MS ? last : null;

  const response = await send(
    endpoint,
    { ...options, signal },
    reusable?.etag ? { "if-none-match": reusable.etag } : {},
  );
  if (response.status === 304 && reusable) {
    return { ...reusable, confirmedAt: performance.now(), failuresBefore };
  }
  const receivedAt = performance.now();
  const reply = (await readReply(endpoint, response)) as T;
  const etag = response.headers.get("etag");
  return { reply, receivedAt, confirmedAt: receivedAt, failuresBefore, etag, receivedOn: Date.now() };
}

/** A reply as of now. */
export function receivedNow<T>(reply: T): Received<T> {
  return receivedAgo(reply, 0);
}

/** A reply that the server sent along with a page, as of when that came. */
export function receivedInPage<T>(reply: T): Received<T> {
  return receivedAgo(reply, Math.max(0, performance.now() - pageArrivedAt()));
}

/** The server's instant at a `performance.now()` of this page, by the server's clock. */
export function serverTimeAt(
  { reply, receivedAt }: Pick<Received<{ server_time: string }>, "reply" | "receivedAt">,
  at: number,
): string {
  return new Date(Date.parse(reply.server_time) + at - receivedAt).toISOString();
}

function receivedAgo<T>(reply: T, milliseconds: number): Received<T> {
  const at = performance.now() - milliseconds;
  return {
    reply,
    receivedAt: at,
    confirmedAt: at,
    failuresBefore: 0,
    etag: null,
    receivedOn: Date.now() - milliseconds,
  };
}
