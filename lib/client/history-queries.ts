import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { HistoryRange, HistoryReply, TripReply } from "../contracts/history.ts";
import { api } from "./api.ts";
import { type CircuitName, nestedQueryOf } from "./circuit-name.ts";
import { type Received, receive } from "./received.ts";

/** How often a range is asked for anew: what a step adds is seen within a part of it. */
export const HISTORY_INTERVALS_MS: Readonly<Record<HistoryRange, number>> = {
  "1h": 10_000,
  "24h": 60_000,
  "7d": 120_000,
};

export const historyQuery = (circuit: CircuitName, range: HistoryRange) =>
  queryOptions({
    queryKey: ["history", circuit.circuit, range],
    queryFn: (context): Promise<Received<HistoryReply>> =>
      receive(
        api.showHistory,
        { params: { type: circuit.node_type }, query: { ...nestedQueryOf(circuit), range } },
        context,
      ),
    placeholderData: keepPreviousData,
  });

/** Why a circuit opened once, and what came of it. */
export const tripQuery = (circuit: CircuitName, event: number | "last") =>
  queryOptions({
    queryKey: ["trip", circuit.circuit, event],
    queryFn: (context): Promise<Received<TripReply>> =>
      receive(
        api.showTrip,
        { params: { type: circuit.node_type }, query: { ...nestedQueryOf(circuit), event } },
        context,
      ),
    placeholderData: keepPreviousData,
  });
