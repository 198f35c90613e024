import { draftOf as draftOfPolicy, type PolicyDraft } from "@/components/policy/policy-draft.ts";
import { type Pair, pairsOf } from "@/components/ui/form/pairs.ts";
import type { NodeTypeView } from "@/lib/contracts/node-type.ts";
import { httpConfigOf } from "./http-config.ts";

/** A dependency as its form holds it: everything is text until it is sent. */
export interface DependencyDraft {
  readonly name: string;
  readonly title: string;
  readonly owner: string;
  readonly runbookUrl: string;
  readonly tags: string;
  readonly baseUrl: string;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly Pair[];
  readonly query: readonly Pair[];
  /** By name, those that are given (again); what is stored is never sent back here. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly failureStatuses: string;
  readonly ignoredStatuses: string;
  readonly callerStatuses: string;
  readonly maxResponseBytes: string;
  readonly policy: PolicyDraft;
}

export const EMPTY_DRAFT: DependencyDraft = {
  name: "",
  title: "",
  owner: "",
  runbookUrl: "",
  tags: "",
  baseUrl: "",
  method: "GET",
  path: "",
  headers: [],
  query: [],
  secrets: new Map(),
  failureStatuses: "",
  ignoredStatuses: "",
  callerStatuses: "",
  maxResponseBytes: "",
  policy: new Map(),
};

export function draftOf(node: NodeTypeView): DependencyDraft {
  return { name: node.node_type, secrets: new Map(), ...saidOf(node) };
}

/** What a dependency says, but for its name and secrets. */
export type Said = Pick<NodeTypeView, "title" | "owner" | "runbook_url" | "tags" | "config" | "policy">;

/** What is said, as the form holds it. */
export function saidOf(node: Said): Omit<DependencyDraft, "name" | "secrets"> {
  const config = httpConfigOf(node.config);
  return {
    title: node.title ?? "",
    owner: node.owner ?? "",
    runbookUrl: node.runbook_url ?? "",
    tags: node.tags.join(", "),
    baseUrl: config.base_url,
    method: config.method,
    path: config.path,
    headers: pairsOf(config.headers),
    query: pairsOf(config.query),
    failureStatuses: statusesText(config.failure_statuses),
    ignoredStatuses: statusesText(config.ignored_statuses),
    callerStatuses: statusesText(config.caller_statuses),
    maxResponseBytes: config.max_response_bytes === undefined ? "" : String(config.max_response_bytes),
    policy: draftOfPolicy(node.policy),
  };
}

/** What one writes for a list with nothing in it: a blank field means the default. */
export const NO_STATUS = "none";

export function statusesText(statuses: readonly (string | number)[] | undefined): string {
  if (statuses === undefined) return "";
  return statuses.length === 0 ? NO_STATUS : statuses.join(", ");
}

/** Whether two drafts say the same. */
export function isSameDraft(one: DependencyDraft, other: DependencyDraft): boolean {
  return comparable(one) === comparable(other);
}

function comparable({ headers, query, secrets, policy, ...texts }: DependencyDraft): string {
  const rows = (pairs: readonly Pair[]) => pairs.map(({ name, value }) => [name, value]);
  const said = [...policy].filter(([, value]) => value !== "").sort();
  return JSON.stringify([texts, rows(headers), rows(query), [...secrets], said]);
}
