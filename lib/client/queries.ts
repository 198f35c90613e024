import {
  keepPreviousData,
  type Query,
  type QueryClient,
  type QueryFunctionContext,
  queryOptions,
} from "@tanstack/react-query";
import type { ActivityReply } from "../contracts/activity.ts";
import type { AuditReply } from "../contracts/audit.ts";
import type { CircuitDetail, StatusQuery, StatusReply } from "../contracts/circuit.ts";
import type { EventsReply } from "../contracts/event.ts";
import type { Grouping, GroupsReply } from "../contracts/group.ts";
import type { InstancesReply } from "../contracts/instance.ts";
import { api } from "./api.ts";
import type { AuditFilter } from "./audit-filter.ts";
import type { CallOptions } from "./call.ts";
import { type CircuitFilter, type Matching, matchingOf, ROWS_PAGE } from "./circuit-filter.ts";
import { type CircuitName, nestedQueryOf } from "./circuit-name.ts";
import type { EventFilter } from "./event-filter.ts";
import { keepCircuits } from "./kept-circuits.ts";
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
    queryFn: (context) => receiveCircuits({ ...filter, limit, sort: "state" }, context),
    structuralSharing: false,
    placeholderData: keepPreviousData,
  });

/** Circuits; those of which only time has passed are the same objects as before, which no other sharing can tell. */
async function receiveCircuits(
  query: NonNullable<CallOptions<"listCircuits">["query"]>,
  context: QueryFunctionContext,
): Promise<Received<StatusReply>> {
  const last = context.client.getQueryData<Received<StatusReply>>(context.queryKey);
  return keepCircuits(last, await receive(api.listCircuits, { query }, context));
}

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

/** One page of a long list: of those circuits that match, and need attention or need none. */
export interface RowsPage {
  readonly filter: Matching;
  readonly sort: StatusQuery["sort"];
  /** Null for both. */
  readonly attention: boolean | null;
  /** How many of them come before its first. */
  readonly offset: number;
  /** These circuits, in whatever places they have come to; in place of those that have the page's places now. */
  readonly circuits: readonly string[] | null;
}

const rowsAskedFor = ({ filter, sort, attention, offset, circuits }: RowsPage) => ({
  ...(circuits === null
    ? { ...matchingOf(filter), ...(attention !== null && { attention: `${attention}` as const }), offset }
    : { circuits: circuits.join(",") }),
  limit: ROWS_PAGE,
  sort,
});

/** All pages' replies, by the beginning of their keys. */
export const ROWS_KEY = ["rows"] as const;

export const rowsQuery = (asked: RowsPage, client: QueryClient) =>
  queryOptions({
    queryKey: [...ROWS_KEY, asked],
    queryFn: (context) => receiveCircuits(rowsAskedFor(asked), context),
    structuralSharing: false,
    ...knownOf<StatusReply>(asked, client, ROWS_KEY),
  });

export const ROWS_ACTIVITY_KEY = ["activity of rows"] as const;

export const rowsActivityQuery = (asked: RowsPage, client: QueryClient) =>
  queryOptions({
    queryKey: [...ROWS_ACTIVITY_KEY, asked],
    queryFn: (context): Promise<Received<ActivityReply>> =>
      receive(api.showActivity, { query: rowsAskedFor(asked) }, context),
    ...knownOf<ActivityReply>(asked, client, ROWS_ACTIVITY_KEY),
  });

/**
 * What is known of a page's circuits when they begin to be asked for by name: what the page has brought. And until the
 * page itself has been asked for again, what was known of them by name.
 */
function knownOf<T>(asked: RowsPage, client: QueryClient, key: readonly string[]) {
  const inPlace = [...key, { ...asked, circuits: null }];
  return {
    initialData: () => client.getQueryData<Received<T>>(inPlace),
    initialDataUpdatedAt: () => client.getQueryState(inPlace)?.dataUpdatedAt,
    placeholderData: (previous: Received<T> | undefined, query: Pick<Query, "queryKey"> | undefined) =>
      (query?.queryKey.at(-1) as RowsPage | undefined)?.offset === asked.offset ? previous : undefined,
  };
}

/** The circuits that match, counted by what they share. */
export const groupsQuery = (filter: Matching, by: Grouping, limit: number) =>
  queryOptions({
    queryKey: ["groups", matchingOf(filter), by, limit],
    queryFn: (context): Promise<Received<GroupsReply>> =>
      receive(api.listGroups, { query: { ...matchingOf(filter), by, limit } }, context),
    placeholderData: keepPreviousData,
  });

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
