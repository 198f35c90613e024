import { numberOf, patchOf } from "@/components/policy/policy-draft.ts";
import { recordOf, repeatedNames } from "@/components/ui/form/pairs.ts";
import type { FieldProblem } from "@/lib/client/api-error.ts";
import { nodeTypeName } from "@/lib/contracts/names.ts";
import { type NodeTypeRequest, type NodeTypeView, runsInServices } from "@/lib/contracts/node-type.ts";
import { type DependencyDraft, NO_STATUS } from "./draft.ts";
import { secretsIn } from "./http-config.ts";

interface Request {
  readonly body: NodeTypeRequest;
  /** What cannot even be said to the API, by the names that it gives its fields. */
  readonly errors: readonly FieldProblem[];
}

/** What a draft asks the API for. What `before` holds beyond this form's fields is kept. */
export function requestOf(draft: DependencyDraft, before: NodeTypeView | null): Request {
  const policy = patchOf(draft.policy, before?.policy);
  const body: NodeTypeRequest = {
    ...callOf(draft, before),
    title: textOrNull(draft.title),
    owner: textOrNull(draft.owner),
    runbook_url: textOrNull(draft.runbookUrl),
    tags: wordsOf(draft.tags),
    policy: policy.policy,
    expected_revision: before?.revision ?? 0,
  };
  const repeated = (["headers", "query"] as const).flatMap((field) =>
    repeatedNames(draft[field]).map((name) => ({ field: `config.${field}.${name}`, message: "is there twice" })),
  );
  const policyErrors = policy.errors.map(({ field, message }) => ({ field: `policy.${field}`, message }));
  return { body, errors: [...nameErrors(draft), ...repeated, ...policyErrors] };
}

/** The name is a part of the address: with a bad one, another endpoint might be called. */
function nameErrors({ name }: DependencyDraft): FieldProblem[] {
  const parsed = nodeTypeName.safeParse(name.trim());
  if (parsed.success) return [];
  return [{ field: "type", message: name.trim() === "" ? "is needed" : (parsed.error.issues[0]?.message ?? "") }];
}

function callOf(
  draft: DependencyDraft,
  before: NodeTypeView | null,
): Pick<NodeTypeRequest, "kind" | "config" | "secrets"> {
  // What a function of services does, its code says: there is nothing of it to edit here.
  if (before !== null && runsInServices(before)) return { kind: "function", config: before.config, secrets: {} };
  return { kind: "http", config: configOf(draft, before), secrets: givenSecrets(draft) };
}

function configOf(draft: DependencyDraft, before: NodeTypeView | null): Record<string, unknown> {
  const said: Record<string, unknown> = {
    ...before?.config,
    base_url: draft.baseUrl.trim(),
    method: draft.method,
    path: draft.path.trim(),
    headers: recordOf(draft.headers),
    query: recordOf(draft.query),
    failure_statuses: statusesOf(draft.failureStatuses),
    ignored_statuses: statusesOf(draft.ignoredStatuses),
    caller_statuses: statusesOf(draft.callerStatuses),
    max_response_bytes: figureOrText(draft.maxResponseBytes),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** Only secrets that a header asks for: the API refuses those that nothing uses. */
function givenSecrets({ headers, secrets }: DependencyDraft): Record<string, string> {
  const used = secretsIn(headers.map(({ value }) => value));
  return Object.fromEntries([...secrets].filter(([name, value]) => value !== "" && used.includes(name)));
}

function statusesOf(text: string): (string | number)[] | undefined {
  if (text.trim() === "") return undefined;
  return text.trim().toLowerCase() === NO_STATUS ? [] : wordsOf(text.toLowerCase()).map(figureOr);
}

/** Undefined is the default. What is no figure goes as it is, and comes back with the API's word on it. */
function figureOrText(text: string): string | number | undefined {
  return text.trim() === "" ? undefined : figureOr(text.trim());
}

function figureOr(text: string): string | number {
  const number = numberOf(text);
  return Number.isNaN(number) ? text : number;
}

function wordsOf(text: string): string[] {
  return text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

function textOrNull(text: string): string | null {
  return text.trim() || null;
}
