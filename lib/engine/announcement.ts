import { encodeNodeType, type NodeType, type Tombstone } from "../catalogue/node-type.ts";
import { type Change, withRevision } from "../catalogue/revision.ts";
import { functionKind } from "../nodes/function-kind.ts";
import type { Json, NewEvent, Stored } from "../stores/store.ts";
import type { Protection } from "./protections.ts";

interface Announcer {
  readonly instance: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What is left under the name: nothing, or of a node type that was deleted. */
interface Remains {
  readonly stored: Stored | null;
  readonly tombstone: Tombstone | null;
}

/** What makes a protected function known to all who share the store: the value to store, and its event. */
export function announcementOf(
  { name, said }: Protection,
  { stored, tombstone }: Remains,
  { instance, at }: Announcer,
): { readonly value: Json; readonly event: NewEvent } {
  const { title, owner, runbook_url, tags, policy } = said;
  const revision = (tombstone?.revision ?? 0) + 1;
  const about = {
    name,
    kind: functionKind.kind,
    title: title || null,
    owner: owner || null,
    runbookUrl: runbook_url || null,
    tags,
    config: {},
    secrets: [],
    policy,
  };
  const changes = changesOf(about);
  const act = { kind: "created" } as const;
  const added = { revision, at, actor: instance, reason: null, act, policy, changes };
  const nodeType: NodeType = {
    ...about,
    revision,
    createdAt: at,
    updatedAt: at,
    updatedBy: instance,
    revisions: withRevision(tombstone?.revisions ?? [], added),
  };
  return { value: encodeNodeType(nodeType, stored?.value ?? null), event: eventOf(nodeType, changes, instance) };
}

/** What puts back a node type that the store has lost: no edit, and no event. */
export function restorationOf(nodeType: NodeType): Json {
  const { revision, updatedAt: at, updatedBy: actor, policy } = nodeType;
  const latest = { revision, at, actor, reason: null, act: { kind: "edited" } as const, policy, changes: [] };
  return encodeNodeType({ ...nodeType, revisions: [latest] }, null);
}

function eventOf({ name, revision, createdAt }: NodeType, changes: readonly Change[], instance: string): NewEvent {
  const details = { revision, fields: changes.map(({ field }) => field), changes: changes as unknown as Json };
  return { circuit: name, kind: "node_type_created", at: createdAt, actor: null, reason: null, instance, details };
}

/** Everything that is said, under the names that the API gives it. */
function changesOf({ kind, title, owner, runbookUrl, tags, policy }: Omit<NodeType, keyof Stamp>): Change[] {
  const fields: [string, Json | undefined][] = [
    ["kind", kind],
    ["title", title ?? undefined],
    ["owner", owner ?? undefined],
    ["runbook_url", runbookUrl ?? undefined],
    ["tags", tags.length === 0 ? undefined : tags],
    ...Object.entries(policy).map(([field, value]): [string, Json] => [`policy.${field}`, value as Json]),
  ];
  return fields.flatMap(([field, after]) => (after === undefined ? [] : [{ field, after }]));
}

type Stamp = Pick<NodeType, "revision" | "createdAt" | "updatedAt" | "updatedBy" | "revisions">;
