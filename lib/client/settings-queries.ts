import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./api.ts";
import { call } from "./call.ts";

// What people set. It is asked for again whenever the page is looked at again; nobody needs it to the second.

export const nodesQuery = () =>
  queryOptions({ queryKey: ["nodes"], queryFn: ({ signal }) => call(api.listNodeTypes, { signal }) });

/** Under the key of all, so that whatever makes those outdated does the same to this one. */
export const nodeQuery = (type: string) =>
  queryOptions({
    queryKey: ["nodes", type],
    queryFn: ({ signal }) => call(api.showNodeType, { params: { type }, signal }),
  });

/** By the revision that is in force: with the next one there is more to list. */
export const nodeRevisionsQuery = (type: string, revision: number) =>
  queryOptions({
    queryKey: ["nodes", type, "revisions", revision],
    queryFn: ({ signal }) => call(api.listNodeTypeRevisions, { params: { type }, signal }),
    placeholderData: keepPreviousData,
  });

export const defaultPolicyQuery = () =>
  queryOptions({ queryKey: ["default policy"], queryFn: ({ signal }) => call(api.showDefaultPolicy, { signal }) });

/** As those of a node type. */
export const defaultPolicyRevisionsQuery = (revision: number) =>
  queryOptions({
    queryKey: ["default policy", "revisions", revision],
    queryFn: ({ signal }) => call(api.listDefaultPolicyRevisions, { signal }),
    placeholderData: keepPreviousData,
  });

export const limitsQuery = () =>
  queryOptions({ queryKey: ["limits"], queryFn: ({ signal }) => call(api.showLimits, { signal }) });

export const usersQuery = () =>
  queryOptions({ queryKey: ["users"], queryFn: ({ signal }) => call(api.listUsers, { signal }) });

export const tokensQuery = () =>
  queryOptions({ queryKey: ["tokens"], queryFn: ({ signal }) => call(api.listTokens, { signal }) });
