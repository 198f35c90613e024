import { AbortError, ClientClosedError, ClientOfflineError, ErrorReply } from "@redis/client";
import { StoreError } from "../store.ts";

/** What to do about what a server answers, by the first word of its answer. Nothing was written then. */
const REFUSALS = new Map([
  ["OOM", "it is out of memory: raise its maxmemory, or remove what else it keeps"],
  ["READONLY", "it is a replica: name the primary's address"],
  ["NOREPLICAS", "it has fewer replicas than its min-replicas-to-write asks for"],
  ["MISCONF", "it cannot write to its disk: see its log"],
  ["LOADING", "it is still loading what it keeps"],
  ["BUSY", "it is busy with a script that does not end: SCRIPT KILL ends it"],
  ["MASTERDOWN", "it is a replica that has lost its primary"],
  ["NOPERM", "its user lacks a permission; docs/redis.md lists those that are needed"],
  ["NOAUTH", "it asks for a user and a password"],
  ["WRONGPASS", "it refuses the user or the password"],
  ["MOVED", "it is of a cluster, and another node has these keys: name that one's address"],
  ["CLUSTERDOWN", "it is of a cluster that is down"],
]);

/** What is said of a certificate that is not accepted, by the error's code: waiting does not help then. */
const UNTRUSTED =
  "its certificate is of an authority that this process does not trust: name the authority's in NODE_EXTRA_CA_CERTS";
const CERTIFICATES = new Map([
  ["DEPTH_ZERO_SELF_SIGNED_CERT", UNTRUSTED],
  ["SELF_SIGNED_CERT_IN_CHAIN", UNTRUSTED],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", UNTRUSTED],
  ["UNABLE_TO_GET_ISSUER_CERT", UNTRUSTED],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", UNTRUSTED],
  ["CERT_HAS_EXPIRED", "its certificate has expired"],
  ["CERT_NOT_YET_VALID", "its certificate is not valid yet"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "its certificate is for another name than the URL's"],
]);

/** No answer came in time. */
export class LateError extends Error {
  constructor(deadlineMs: number) {
    super(`no answer within ${deadlineMs} ms`);
  }
}

/** Whether the server itself answered, if only to refuse. */
export function isAnswer(error: unknown): error is ErrorReply {
  return error instanceof ErrorReply;
}

/** Whether it is of no use to try again: the server itself refuses, or its certificate is not accepted. */
export function isDecided(error: unknown): boolean {
  return (isAnswer(error) && codeOf(error) !== "LOADING") || certificateTrouble(error) !== undefined;
}

/** Whether a `StoreError` says that the server is still loading what it keeps. */
export function isLoading(error: unknown): boolean {
  return error instanceof StoreError && isAnswer(error.cause) && codeOf(error.cause) === "LOADING";
}

/**
 * What went wrong with a command, as a `StoreError` that names the server's `address`. Of a write whose answer is lost
 * the outcome is unknown; it is not where the write never left, or was refused. `outage` is why there is no connection,
 * where there is none.
 */
export function translateError(address: string, error: unknown, isWrite: boolean, outage: unknown): StoreError {
  const wasSent = !(isUnsent(error) || isRefusal(error));
  const cause = error instanceof ClientOfflineError && outage !== undefined ? outage : error;
  const message = `The Redis server at ${address} cannot be used: ${reasonOf(cause)}`;
  return new StoreError(isWrite && wasSent ? "outcome_unknown" : "unavailable", message, { cause });
}

function isUnsent(error: unknown): boolean {
  return error instanceof ClientOfflineError || error instanceof ClientClosedError || error instanceof AbortError;
}

function isRefusal(error: unknown): boolean {
  return isAnswer(error) && REFUSALS.has(codeOf(error));
}

function reasonOf(error: unknown): string {
  if (isAnswer(error)) {
    const advice = REFUSALS.get(codeOf(error));
    return advice === undefined ? error.message : `${advice} (${error.message})`;
  }
  const trouble = certificateTrouble(error);
  if (trouble !== undefined) return `${trouble} (${(error as Error).message})`;
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

function certificateTrouble(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? CERTIFICATES.get(String(error.code)) : undefined;
}

function codeOf(error: ErrorReply): string {
  // Within a script a missing permission has no code of its own.
  if (error.message.includes("user executing the script")) return "NOPERM";
  return error.message.split(" ", 1)[0]!;
}
