import { keepPreviousData, type Query, queryOptions } from "@tanstack/react-query";
import type { ActivityReply } from "../contracts/activity.ts";
import type { AuditReply } from "../contracts/audit.ts";
import type { CircuitDetail, StatusReply } from "../contracts/circuit.ts";
import type { EventsReply } from "../contracts/event.ts";
import type { InstancesReply } from "../contracts/instance.ts";
import { api } from "./api.ts";
import type { AuditFilter } from "./audit-filter.ts";
import { type CircuitFilter, matchingOf, ROWS_PAGE } from "./circuit-filter.ts";
import { type CircuitName, nestedQueryOf } from "./circuit-name.ts";
import type { EventFilter } from "./event-filter.ts";
import { isSignedOut } from "./query-client.ts";
import { type Received, receive } from "./received.ts";

export const STATUS_INTERVAL_MS = 2000;
export const ACTIVITY_INTERVAL_MS = 10_000;
export const EVENTS_INTERVAL_MS = 5000;
/** As often as instances tell of themselves. */
export const INSTANCES_INTERVAL_MS = 5000;

/** Polls until the session ends. Null is the reader's pause. To be given to one observer only: each has its timer. */
export const polling = (milliseconds: number | null) => ({
  refetchInterval: (query: Pick<Query, "state">) =>
    milliseconds === null || isSignedOut(query.state.error) ? false : milliseconds,
  refetchOnWindowFocus: milliseconds !== null,
});

export const statusQuery = ({ limit, ...filter }: CircuitFilter) =>
  queryOptions({
    queryKey: ["status", filter, limit],
    queryFn: (context): Promise<Received<StatusReply>> =>
      receive(api.listCircuits, { query: { ...filter, limit, sort: "state" } }, context),
    placeholderData: keepPreviousData,
  });

/** One circuit, for a dialog that is about it. */
export const circuitQuery = (circuit: CircuitName) =>
  queryOptions({
    queryKey: ["circuit", circuit.circuit],
    queryFn: (context): Promise<Received<CircuitDetail>> =>
      receive(api.showCircuit, { params: { type: circuit.node_type }, query: nestedQueryOf(circuit) }, context),
  });

/** Of the circuits that `statusQuery` asks for. */
export const activityQuery = ({ limit, ...filter }: CircuitFilter) =>
  queryOptions({
    queryKey: ["activity", filter, limit],
    queryFn: (context): Promise<Received<ActivityReply>> =>
      receive(api.showActivity, { query: { ...filter, limit, sort: "state" } }, context),
    placeholderData: keepPreviousData,
  });

/** One page of a long list: of those circuits that match and need attention, or of those that need none. */
export interface RowsPage {
  readonly filter: CircuitFilter;
  readonly attention: boolean;
  /** How many of them come before its first. */
  readonly offset: number;
  /** These circuits, in whatever places they have come to; in place of those that have the page's places now. */
  readonly circuits: readonly string[] | null;
}

const rowsAskedFor = ({ filter, attention, offset, circuits }: RowsPage) => ({
  ...(circuits === null
    ? { ...matchingOf(filter), attention: attention ? ("true" as const) : ("false" as const), offset }
    : { circuits: circuits.join(",") }),
  limit: ROWS_PAGE,
  sort: "state" as const,
});

/** All pages' replies, by the beginning of their keys. */
export const ROWS_KEY = ["rows"] as const;

export const rowsQuery = (asked: RowsPage) =>
  queryOptions({
    queryKey: [...ROWS_KEY, asked],
    queryFn: (context): Promise<Received<StatusReply>> =>
      receive(api.listCircuits, { query: rowsAskedFor(asked) }, context),
    placeholderData: keepPreviousPage(asked),
  });

export const rowsActivityQuery = (asked: RowsPage) =>
  queryOptions({
    queryKey: ["activity of rows", asked],
    queryFn: (context): Promise<Received<ActivityReply>> =>
      receive(api.showActivity, { query: rowsAskedFor(asked) }, context),
    placeholderData: keepPreviousPage(asked),
  });

/** While the circuits of a page are asked for by name, what was known of that page. */
function keepPreviousPage({ offset }: RowsPage) {
  return <T>(previous: T | undefined, query: Pick<Query, "queryKey"> | undefined): T | undefined =>
    (query?.queryKey.at(-1) as RowsPage | undefined)?.offset === offset ? previous : undefined;
}

/** Of one circuit: by name, a node type's own comes before those of its callers. */
export const circuitActivityQuery = (circuit: CircuitName) =>
  queryOptions({
    queryKey: ["activity of", circuit.circuit],
    queryFn: (context): Promise<Received<ActivityReply>> =>
      receive(
        api.showActivity,
        { query: { node_type: circuit.node_type, ...nestedQueryOf(circuit), limit: 1, sort: "name" } },
        context,
      ),
  });

export const instancesQuery = () =>
  queryOptions({
    queryKey: ["instances"],
    queryFn: (context): Promise<Received<InstancesReply>> => receive(api.listInstances, {}, context),
  });

export const eventsQuery = (filter: EventFilter) =>
  queryOptions({
    queryKey: ["events", filter],
    queryFn: (context): Promise<Received<EventsReply>> => receive(api.listEvents, { query: { ...filter } }, context),
    placeholderData: keepPreviousData,
  });

export const auditQuery = (filter: AuditFilter) =>
  queryOptions({
    queryKey: ["audit", filter],
    queryFn: (context): Promise<Received<AuditReply>> => receive(api.listActs, { query: { ...filter } }, context),
    placeholderData: keepPreviousData,
  });
