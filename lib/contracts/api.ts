import * as z from "zod";
import * as account from "./account.ts";
import { activityQuery, activityReply } from "./activity.ts";
import { auditQuery, auditReply } from "./audit.ts";
import { backtestReply, backtestRequest } from "./backtest.ts";
import { bulkReply, bulkRequest, matchingQuery, matchingReply } from "./bulk.ts";
import * as circuit from "./circuit.ts";
import { eventId, eventsQuery, eventsReply } from "./event.ts";
import { executeReply, executeRequest } from "./execute.ts";
import { groupsQuery, groupsReply } from "./group.ts";
import { historyQuery, historyReply, tripQuery, tripReply } from "./history.ts";
import * as incident from "./incident.ts";
import { instancesReply } from "./instance.ts";
import { limitsReply, limitsRequest } from "./limits.ts";
import { nodeTypeName } from "./names.ts";
import { nodeType, nodeTypeRequest, nodeTypesReply } from "./node-type.ts";
import { policyReply, policyRequest } from "./policy.ts";
import * as revision from "./revision.ts";

/** Who may call an endpoint: a scope, anybody who is signed in, or everybody. */
export type Access = account.TokenScope | "signed_in" | "open";

/** One line of the API: what is authorised, parsed, answered and documented comes from here alone. */
export interface Endpoint {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As OpenAPI writes it: `/api/nodes/{type}`. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  /** Whether a body may be left out altogether. */
  readonly bodyOptional?: boolean;
  readonly body?: z.ZodType;
  /** Null is text, not JSON. */
  readonly reply: z.ZodType | null;
  /** The media type of what it answers instead where it is asked to. */
  readonly orElse?: string;
}

const byType = z.strictObject({ type: nodeTypeName });
const byId = z.strictObject({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "an id") });
const done = z.object({ status: z.literal("success") });

const endpoint = <const E extends Endpoint>(spec: E) => spec;

export const api = {
  listCircuits: endpoint({
    method: "GET",
    path: "/api/circuit-breaker/status",
    access: "read",
    summary: "All circuits, with a count by state",
    query: circuit.statusQuery,
    reply: circuit.statusReply,
  }),
  showCircuit: endpoint({
    method: "GET",
    path: "/api/circuit-breaker/status/{type}",
    access: "read",
    summary: "One circuit",
    params: byType,
    query: circuit.nestedQuery,
    reply: circuit.circuitDetail,
  }),
  showHistory: endpoint({
    method: "GET",
    path: "/api/circuit-breaker/history/{type}",
    access: "read",
    summary: "What one circuit was, and what went through it, in the last hour, day or week",
    params: byType,
    query: historyQuery,
    reply: historyReply,
  }),
  showTrip: endpoint({
    method: "GET",
    path: "/api/circuit-breaker/trip/{type}",
    access: "read",
    summary: "Why a circuit opened once, and what came of it",
    params: byType,
    query: tripQuery,
    reply: tripReply,
  }),
  resetCircuit: endpoint({
    method: "POST",
    path: "/api/circuit-breaker/reset/{type}",
    access: "admin",
    summary: "Close a circuit by hand, or have it tested at once",
    params: byType,
    query: circuit.nestedQuery,
    body: circuit.resetRequest,
    bodyOptional: true,
    reply: circuit.actReply,
  }),
  setOverride: endpoint({
    method: "PUT",
    path: "/api/circuit-breaker/override/{type}",
    access: "admin",
    summary: "Hold a circuit open or closed, or let it decide without rejecting",
    params: byType,
    query: circuit.nestedQuery,
    body: circuit.overrideRequest,
    reply: circuit.actReply,
  }),
  clearOverride: endpoint({
    method: "DELETE",
    path: "/api/circuit-breaker/override/{type}",
    access: "admin",
    summary: "Lift the hold on a circuit",
    params: byType,
    query: circuit.nestedQuery,
    body: circuit.clearOverrideRequest,
    bodyOptional: true,
    reply: circuit.actReply,
  }),
  listGroups: endpoint({
    method: "GET",
    path: "/api/circuit-breaker/groups",
    access: "read",
    summary: "Circuits counted by node type, workspace or state",
    query: groupsQuery,
    reply: groupsReply,
  }),
  listMatching: endpoint({
    method: "GET",
    path: "/api/circuit-breaker/bulk",
    access: "read",
    summary: "Names and generations of all circuits that match: what acting on all of them takes",
    query: matchingQuery,
    reply: matchingReply,
  }),
  bulkAct: endpoint({
    method: "POST",
    path: "/api/circuit-breaker/bulk",
    access: "admin",
    summary: "Carry out one act on up to 1,000 circuits, each checked, recorded and answered by itself",
    body: bulkRequest,
    reply: bulkReply,
  }),
  listEvents: endpoint({
    method: "GET",
    path: "/api/circuit-breaker/events",
    access: "read",
    summary: "What happened, newest first",
    query: eventsQuery,
    reply: eventsReply,
  }),
  showActivity: endpoint({
    method: "GET",
    path: "/api/circuit-breaker/activity",
    access: "read",
    summary: "Calls and failures of each circuit in the last hour",
    query: activityQuery,
    reply: activityReply,
  }),
  listActs: endpoint({
    method: "GET",
    path: "/api/audit",
    access: "read",
    summary: "Who did what, when and why, and what was refused; newest first, or all of it as a file",
    query: auditQuery,
    reply: auditReply,
    orElse: "text/csv",
  }),
  listIncidents: endpoint({
    method: "GET",
    path: "/api/incidents",
    access: "read",
    summary: "Trips of the last 7 days that belong together, newest first",
    query: incident.incidentsQuery,
    reply: incident.incidentsReply,
  }),
  showIncident: endpoint({
    method: "GET",
    path: "/api/incidents/{id}",
    access: "read",
    summary: "One incident: its circuits, what happened in order, who acted, what it cost",
    params: z.strictObject({ id: eventId }),
    query: z.strictObject({}),
    reply: incident.incidentReply,
  }),
  listInstances: endpoint({
    method: "GET",
    path: "/api/instances",
    access: "read",
    summary: "The processes that share the store, and how the store is",
    query: z.strictObject({}),
    reply: instancesReply,
  }),
  showDefaultPolicy: endpoint({
    method: "GET",
    path: "/api/policy/default",
    access: "read",
    summary: "The policy that node types inherit",
    query: z.strictObject({}),
    reply: policyReply,
  }),
  putDefaultPolicy: endpoint({
    method: "PUT",
    path: "/api/policy/default",
    access: "admin",
    summary: "Set the policy that node types inherit",
    query: revision.expectedRevisionQuery,
    body: policyRequest,
    reply: policyReply,
  }),
  listDefaultPolicyRevisions: endpoint({
    method: "GET",
    path: "/api/policy/default/revisions",
    access: "read",
    summary: "The latest edits of the policy that node types inherit, newest first",
    query: z.strictObject({}),
    reply: revision.revisionsReply,
  }),
  rollBackDefaultPolicy: endpoint({
    method: "POST",
    path: "/api/policy/default/rollback",
    access: "admin",
    summary: "Put a former default policy back in force, as a new revision",
    body: revision.rollbackRequest,
    reply: revision.defaultPolicyRolledBack,
  }),
  listNodeTypes: endpoint({
    method: "GET",
    path: "/api/nodes",
    access: "read",
    summary: "All node types",
    query: z.strictObject({}),
    reply: nodeTypesReply,
  }),
  showNodeType: endpoint({
    method: "GET",
    path: "/api/nodes/{type}",
    access: "read",
    summary: "One node type",
    params: byType,
    query: z.strictObject({}),
    reply: nodeType,
  }),
  putNodeType: endpoint({
    method: "PUT",
    path: "/api/nodes/{type}",
    access: "admin",
    summary: "Register or change a node type",
    params: byType,
    body: nodeTypeRequest,
    reply: nodeType,
  }),
  deleteNodeType: endpoint({
    method: "DELETE",
    path: "/api/nodes/{type}",
    access: "admin",
    summary: "Remove a node type and its circuit",
    params: byType,
    query: revision.expectedRevisionQuery,
    reply: done,
  }),
  listNodeTypeRevisions: endpoint({
    method: "GET",
    path: "/api/nodes/{type}/revisions",
    access: "read",
    summary: "The latest edits of a node type, newest first",
    params: byType,
    query: z.strictObject({}),
    reply: revision.revisionsReply,
  }),
  rollBackNodeType: endpoint({
    method: "POST",
    path: "/api/nodes/{type}/rollback",
    access: "admin",
    summary: "Put the policy of a former revision back in force, as a new revision; the circuit keeps state and counts",
    params: byType,
    body: revision.rollbackRequest,
    reply: revision.nodeTypeRolledBack,
  }),
  backtestPolicy: endpoint({
    method: "POST",
    path: "/api/nodes/{type}/policy/backtest",
    access: "read",
    summary: "Try a policy on what was recorded of a circuit; nothing is changed",
    params: byType,
    query: circuit.nestedQuery,
    body: backtestRequest,
    reply: backtestReply,
  }),
  executeNode: endpoint({
    method: "POST",
    path: "/api/nodes/{type}/execute",
    access: "execute",
    summary: "Run one node execution through the engine",
    params: byType,
    body: executeRequest,
    reply: executeReply,
  }),
  showLimits: endpoint({
    method: "GET",
    path: "/api/limits",
    access: "read",
    summary: "Rate limits by tier, and the tier of each workspace",
    query: z.strictObject({}),
    reply: limitsReply,
  }),
  putLimits: endpoint({
    method: "PUT",
    path: "/api/limits",
    access: "admin",
    summary: "Set rate limits by tier, and the tier of each workspace",
    query: revision.expectedRevisionQuery,
    body: limitsRequest,
    reply: limitsReply,
  }),
  me: endpoint({
    method: "GET",
    path: "/api/me",
    access: "signed_in",
    summary: "Who is asking, and what they may do",
    query: z.strictObject({}),
    reply: account.meReply,
  }),
  changePassword: endpoint({
    method: "POST",
    path: "/api/me/password",
    access: "signed_in",
    summary: "Change one's own password",
    body: account.changePasswordRequest,
    reply: done,
  }),
  listUsers: endpoint({
    method: "GET",
    path: "/api/users",
    access: "admin",
    summary: "All users",
    query: z.strictObject({}),
    reply: account.usersReply,
  }),
  createUser: endpoint({
    method: "POST",
    path: "/api/users",
    access: "admin",
    summary: "Add a user",
    body: account.createUserRequest,
    reply: account.userReply,
  }),
  updateUser: endpoint({
    method: "PATCH",
    path: "/api/users/{id}",
    access: "admin",
    summary: "Change a user's role, or give a new password",
    params: byId,
    body: account.updateUserRequest,
    reply: account.userReply,
  }),
  deleteUser: endpoint({
    method: "DELETE",
    path: "/api/users/{id}",
    access: "admin",
    summary: "Remove a user",
    params: byId,
    reply: done,
  }),
  listTokens: endpoint({
    method: "GET",
    path: "/api/tokens",
    access: "admin",
    summary: "All tokens, without their secrets",
    query: z.strictObject({}),
    reply: account.tokensReply,
  }),
  createToken: endpoint({
    method: "POST",
    path: "/api/tokens",
    access: "admin",
    summary: "Make a token; its secret is answered once",
    body: account.createTokenRequest,
    reply: account.createTokenReply,
  }),
  revokeToken: endpoint({
    method: "DELETE",
    path: "/api/tokens/{id}",
    access: "admin",
    summary: "Revoke a token",
    params: byId,
    reply: done,
  }),
  livez: endpoint({
    method: "GET",
    path: "/livez",
    access: "open",
    summary: "Whether the process answers",
    reply: done,
  }),
  readyz: endpoint({
    method: "GET",
    path: "/readyz",
    access: "open",
    summary: "Whether the panel can do its work; open circuits never make it unready",
    reply: z.object({ status: z.string(), store: z.object({ kind: z.string(), degraded: z.boolean() }) }),
  }),
  metrics: endpoint({
    method: "GET",
    path: "/metrics",
    access: "read",
    summary: "Metrics in the Prometheus text format",
    reply: null,
  }),
  openapi: endpoint({
    method: "GET",
    path: "/api/openapi.json",
    access: "open",
    summary: "This API, as OpenAPI 3.1",
    reply: z.looseObject({ openapi: z.string() }),
  }),
};
