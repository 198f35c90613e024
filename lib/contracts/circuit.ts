import * as z from "zod";
import { STRATEGIES } from "../breaker/policy.ts";
import { CIRCUIT_STATES } from "./lists.ts";
import { circuitIds, instant, line, nodeTypeName, pageLimit, pageOffset, scopeId } from "./names.ts";

export const circuitState = z.enum(CIRCUIT_STATES);
export const overrideMode = z.enum(["forced_open", "forced_closed", "dry_run"]);

const override = z.object({
  mode: overrideMode,
  actor: z.string(),
  reason: z.string().nullable(),
  at: instant,
  expires_at: instant.nullable(),
});

const probe = z.object({ by: z.string().nullable(), at: instant, expires_at: instant });

/** The last calls of a closed circuit, and what they are judged by. Rates are shares; one is null where nothing uses it. */
const window = z.object({
  calls: z.number(),
  failures: z.number(),
  slow: z.number(),
  /** How far it reaches back; null where it is the last `max_calls` instead. */
  seconds: z.number().nullable(),
  max_calls: z.number().nullable(),
  /** Calls below which no rate is judged. */
  minimum_calls: z.number(),
  /** The share of failed calls that opens. */
  failure_rate: z.number().nullable(),
  /** The share of slow calls that opens. */
  slow_call_rate: z.number().nullable(),
  /** Seconds from which a call is slow. */
  slow_call_seconds: z.number().nullable(),
  /** The success rate below which it opens; 0 never opens it. */
  open_below: z.number().nullable(),
});

/** A circuit as scripts and cards see it. */
export const circuit = z.object({
  node_type: z.string(),
  state: circuitState,
  consecutive_failures: z.number(),
  threshold: z.number(),
  last_error: z.string().nullable(),
  opened_at: instant.nullable(),
  recovery_at: instant.nullable(),
  /** Whole seconds, rounded up; null unless open. */
  seconds_until_recovery: z.number().nullable(),
  circuit: z.string(),
  /** Whose circuit it is; null where it is the node type's own. */
  scope: z.object({ workspace: z.string().nullable(), credential: z.string().nullable() }).nullable(),
  generation: z.number(),
  state_since: instant,
  last_error_at: instant.nullable(),
  override: override.nullable(),
  half_open: z.object({
    max_calls: z.number(),
    in_flight: z.number(),
    successes: z.number(),
    successes_needed: z.number(),
    probes: z.array(probe),
  }),
  /** What makes it open. */
  strategy: z.array(z.enum(STRATEGIES)),
  /** The share of calls that is let through, 0 to 1; null unless closed. */
  share: z.number().nullable(),
  /** When a ramp after closing lets everything through; null where there is none. */
  ramp_ends_at: instant.nullable(),
  /** How often it has opened in a row, without a healthy time between. */
  openings: z.number(),
  /** The calls of the window that it is judged by; null where no window is, or unless closed. */
  window: window.nullable(),
  /** Seconds that this outage's wait lasts in all; null unless open. */
  wait_seconds: z.number().nullable(),
  /** Seconds that the circuit has been in its state, by the server's clock. */
  seconds_in_state: z.number(),
  /** Seconds since the last error, by the server's clock. */
  seconds_since_last_error: z.number().nullable(),
  title: z.string().nullable(),
  owner: z.string().nullable(),
  runbook_url: z.string().nullable(),
  tags: z.array(z.string()),
  /**
   * Of a node type's own circuit, where callers have circuits of their own: how many tenants (workspaces, or credentials
   * without one) they are of, and of how many of them calls are refused. Else null.
   */
  tenants: z.object({ known: z.number(), affected: z.number() }).nullable(),
});

/** One circuit asked for by name. */
export const circuitDetail = circuit.extend({
  /** What its relative seconds count from. */
  server_time: instant,
  /** Who sees it fail, of the instances that are alive and share the store; null where nobody else can. */
  instances: z
    .object({
      /** Instances that saw failures of it in the last 5 minutes. */
      seeing_failures: z.number(),
      /** Instances that called it in that time, as far as they tell: all do where it is not closed or has failed. */
      calling: z.number(),
      alive: z.number(),
      /** The one instance that saw failures; null where there are none or several. */
      only: z.string().nullable(),
    })
    .nullable(),
});

export const circuitSort = z.enum(["name", "state", "failures"]);

export const statusQuery = z.strictObject({
  state: circuitState.optional(),
  q: line(200).optional(),
  node_type: nodeTypeName.optional(),
  workspace: scopeId.optional(),
  /** Those alone that belong to no workspace. */
  no_workspace: z.literal("true").optional(),
  credential: scopeId.optional(),
  /** Those alone that need attention, or those that do not: what is not closed, is held, or lets only a share of calls through. */
  attention: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
  /** Those alone that are named, separated by commas, as far as they are there. */
  circuits: circuitIds.optional(),
  limit: pageLimit(1000),
  cursor: z.string().max(500).optional(),
  /** How many to leave out from the first on; in place of a cursor, for whoever jumps about in a list. */
  offset: pageOffset.optional(),
  sort: circuitSort.default("name"),
});

export const statusReply = z.object({
  circuits: z.array(circuit),
  /** Circuits that match, on all pages. */
  count: z.number(),
  /** Of what matches but for `state` and `attention`. */
  summary: z.object({ closed: z.number(), open: z.number(), half_open: z.number() }),
  /** How many need attention, of what matches but for `state` and `attention`. */
  attention: z.number(),
  /** True while the store cannot be reached and circuits live in memory alone. */
  degraded: z.boolean(),
  /** Since when; null while it can be reached. */
  degraded_since: instant.nullable(),
  server_time: instant,
  next_cursor: z.string().nullable(),
});

/** Names a nested circuit of the node type in the path. */
export const nestedQuery = z.strictObject({ workspace: scopeId.optional(), credential: scopeId.optional() });

export const reason = line(500);
export const generation = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Chosen by the caller, for one act and its repeats: carried out once, whichever of them arrives. */
export const actId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, "8 to 64 of A-Z a-z 0-9 _ -");

export const resetRequest = z.strictObject({
  reason: reason.nullish(),
  expected_generation: generation.nullish(),
  act_id: actId.nullish(),
  to: z.enum(["closed", "half_open"]).default("closed"),
});

export const actReply = z.object({
  status: z.literal("success"),
  message: z.string(),
  changed: z.boolean(),
  previous_state: circuitState,
  circuit,
});

/** Seconds; left out, a hold lasts until somebody lifts it. */
export const expiresInSeconds = z.number().min(1).max(31_536_000).nullish();

export const overrideRequest = z.strictObject({
  mode: overrideMode,
  reason: reason.min(1),
  expires_in_seconds: expiresInSeconds,
  expected_generation: generation.nullish(),
  act_id: actId.nullish(),
});

export const clearOverrideRequest = z.strictObject({
  reason: reason.nullish(),
  expected_generation: generation.nullish(),
  act_id: actId.nullish(),
});

export type CircuitView = z.infer<typeof circuit>;
export type CircuitDetail = z.infer<typeof circuitDetail>;
export type CircuitStateName = z.infer<typeof circuitState>;
export type StatusReply = z.infer<typeof statusReply>;
export type StatusQuery = z.infer<typeof statusQuery>;
export type ActReply = z.infer<typeof actReply>;
