import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { IncidentReply, IncidentsReply } from "../contracts/incident.ts";
import { api } from "./api.ts";
import { type Received, receive } from "./received.ts";

export const INCIDENTS_INTERVAL_MS = 10_000;

/** All that are ongoing; there are rarely many. */
export const ongoingIncidentsQuery = () =>
  queryOptions({
    queryKey: ["incidents", "ongoing"],
    queryFn: (context): Promise<Received<IncidentsReply>> =>
      receive(api.listIncidents, { query: { state: "ongoing", limit: 50 } }, context),
  });

/** A page of those that are over. */
export const pastIncidentsQuery = (before: number | null) =>
  queryOptions({
    queryKey: ["incidents", "over", before],
    queryFn: (context): Promise<Received<IncidentsReply>> =>
      receive(api.listIncidents, { query: { state: "over", ...(before === null ? {} : { before }) } }, context),
    placeholderData: keepPreviousData,
  });

export const incidentQuery = (id: number) =>
  queryOptions({
    queryKey: ["incident", id],
    queryFn: (context): Promise<Received<IncidentReply>> =>
      receive(api.showIncident, { params: { id: String(id) } }, context),
  });
