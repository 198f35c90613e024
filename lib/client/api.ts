import type * as z from "zod";
import type { api as contract } from "../contracts/api.ts";

type Contract = typeof contract;
type Name = keyof Contract;

type Input<T> = T extends z.ZodType ? z.input<T> : undefined;
type Output<T> = T extends z.ZodType ? z.output<T> : string;

/** What an endpoint takes and answers, as its contract says. */
export type ParamsOf<N extends Name> = Contract[N] extends { readonly params: infer P } ? Input<P> : undefined;
export type QueryOf<N extends Name> = Contract[N] extends { readonly query: infer Q } ? Input<Q> : undefined;
export type BodyOf<N extends Name> = Contract[N] extends { readonly body: infer B } ? Input<B> : undefined;
export type ReplyOf<N extends Name> = Output<Contract[N]["reply"]>;

/** An endpoint as the browser knows it. */
export interface Called<N extends Name = Name> {
  readonly method: Contract[N]["method"];
  readonly path: Contract[N]["path"];
  /** What a reply has to have; with `[]` behind it, a list. */
  readonly fields: string;
  /** Names the endpoint, for its types alone. */
  readonly name: N;
}

/**
 * What the console calls. The contracts themselves stay on the server: with the library that they are written in they
 * would be a quarter of what a browser has to load. `api.test.ts` holds this table to them.
 */
const table = {
  listCircuits: [
    "GET",
    "/api/circuit-breaker/status",
    "circuits[] count summary attention degraded degraded_since server_time next_cursor",
  ],
  showCircuit: [
    "GET",
    "/api/circuit-breaker/status/{type}",
    "node_type state consecutive_failures threshold last_error opened_at recovery_at seconds_until_recovery circuit scope generation state_since last_error_at override half_open strategy[] share ramp_ends_at openings window wait_seconds seconds_in_state seconds_since_last_error title owner runbook_url tags[] tenants server_time instances",
  ],
  showHistory: [
    "GET",
    "/api/circuit-breaker/history/{type}",
    "circuit range from step_seconds calls[] failures[] rejected[] p50_ms[] p95_ms[] p99_ms[] spans[] holds[] server_time",
  ],
  showTrip: [
    "GET",
    "/api/circuit-breaker/trip/{type}",
    "trip after[] after_count failed_tests lost_tests end previous is_latest server_time",
  ],
  resetCircuit: ["POST", "/api/circuit-breaker/reset/{type}", "status message changed previous_state circuit"],
  setOverride: ["PUT", "/api/circuit-breaker/override/{type}", "status message changed previous_state circuit"],
  clearOverride: ["DELETE", "/api/circuit-breaker/override/{type}", "status message changed previous_state circuit"],
  listGroups: ["GET", "/api/circuit-breaker/groups", "groups[] count server_time"],
  listMatching: ["GET", "/api/circuit-breaker/bulk", "circuits[] count"],
  bulkAct: ["POST", "/api/circuit-breaker/bulk", "done unchanged refused results[]"],
  listEvents: ["GET", "/api/circuit-breaker/events", "events[] next_before"],
  showActivity: ["GET", "/api/circuit-breaker/activity", "circuits[] calls_avoided_today server_time"],
  listActs: ["GET", "/api/audit", "acts[] next_before"],
  listIncidents: ["GET", "/api/incidents", "incidents[] next_before cut_off_at server_time"],
  showIncident: ["GET", "/api/incidents/{id}", "incident events[] more_events server_time"],
  listInstances: ["GET", "/api/instances", "instances[] store answered_by server_time"],
  showDefaultPolicy: ["GET", "/api/policy/default", "policy revision updated_at updated_by"],
  putDefaultPolicy: ["PUT", "/api/policy/default", "policy revision updated_at updated_by"],
  listDefaultPolicyRevisions: ["GET", "/api/policy/default/revisions", "revisions[] count"],
  rollBackDefaultPolicy: ["POST", "/api/policy/default/rollback", "policy revision updated_at updated_by changed"],
  listNodeTypes: ["GET", "/api/nodes", "nodes[] count"],
  showNodeType: [
    "GET",
    "/api/nodes/{type}",
    "node_type kind title owner runbook_url tags[] config secrets[] policy effective_policy revision updated_at updated_by",
  ],
  putNodeType: [
    "PUT",
    "/api/nodes/{type}",
    "node_type kind title owner runbook_url tags[] config secrets[] policy effective_policy revision updated_at updated_by",
  ],
  deleteNodeType: ["DELETE", "/api/nodes/{type}", "status"],
  listNodeTypeRevisions: ["GET", "/api/nodes/{type}/revisions", "revisions[] count"],
  rollBackNodeType: [
    "POST",
    "/api/nodes/{type}/rollback",
    "node_type kind title owner runbook_url tags[] config secrets[] policy effective_policy revision updated_at updated_by changed",
  ],
  backtestPolicy: [
    "POST",
    "/api/nodes/{type}/policy/backtest",
    "node_type circuit policy from to recorded_since recorded_until calls failures opened openings[] rejected would_have_succeeded rejected_then unknown[] exact notes[] summary",
  ],
  executeNode: ["POST", "/api/nodes/{type}/execute", "trace"],
  showLimits: ["GET", "/api/limits", "tiers workspaces revision"],
  putLimits: ["PUT", "/api/limits", "tiers workspaces revision"],
  me: ["GET", "/api/me", "kind name role scopes[]"],
  changePassword: ["POST", "/api/me/password", "status"],
  listUsers: ["GET", "/api/users", "users[]"],
  createUser: ["POST", "/api/users", "user password"],
  updateUser: ["PATCH", "/api/users/{id}", "user password"],
  deleteUser: ["DELETE", "/api/users/{id}", "status"],
  listTokens: ["GET", "/api/tokens", "tokens[]"],
  createToken: ["POST", "/api/tokens", "token secret"],
  revokeToken: ["DELETE", "/api/tokens/{id}", "status"],
} as const satisfies { readonly [N in Name]?: readonly [Contract[N]["method"], Contract[N]["path"], string] };

type Table = { readonly [N in keyof typeof table]: Called<N> };

export const api = Object.fromEntries(
  Object.entries(table).map(([name, [method, path, fields]]) => [name, { name, method, path, fields }]),
) as unknown as Table;

/** Whether a reply can be taken for one of the endpoint: a page of a proxy's, or of another version's panel, cannot. */
export function isReplyOf({ fields }: Called, reply: unknown): boolean {
  if (typeof reply !== "object" || reply === null) return false;
  return fields.split(" ").every((field) => {
    const name = field.replace("[]", "");
    return name in reply && (name === field || Array.isArray(reply[name as keyof typeof reply]));
  });
}
