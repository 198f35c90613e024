import type { PolicyPatch } from "../breaker/index.ts";
import type { Json, Stored } from "../stores/store.ts";
import { onlyRevision, type Revision } from "./revision.ts";

/** A node type as it is stored. */
export interface NodeType {
  readonly name: string;
  readonly kind: string;
  readonly title: string | null;
  readonly owner: string | null;
  readonly runbookUrl: string | null;
  readonly tags: readonly string[];
  readonly config: { readonly [key: string]: Json };
  /** Sealed, as pairs of name and text: names come from outside. */
  readonly secrets: readonly (readonly [string, string])[];
  /** What the node type says itself; the rest is inherited. */
  readonly policy: PolicyPatch;
  /** +1 at every edit; goes on where a deleted node type of the same name stopped. */
  readonly revision: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly updatedBy: string;
  /** The latest edits, newest first, those of deleted predecessors of the same name among them. */
  readonly revisions: readonly Revision[];
}

/** What is left of a deleted node type, so that its revisions go on should it come again. */
export interface Tombstone {
  readonly revision: number;
  readonly revisions: readonly Revision[];
}

/** The schema that this version writes. */
const SCHEMA = 1;

export function encodeNodeType(nodeType: NodeType): Json {
  return { schema: SCHEMA, node_type: nodeType as unknown as Json };
}

export function encodeTombstone(tombstone: Tombstone): Json {
  return { schema: SCHEMA, deleted: tombstone as unknown as Json };
}

/**
 * What a stored value holds.
 * @throws Error where a newer version wrote it in a schema that this one cannot read.
 */
export function decodeNodeType(stored: Stored): NodeType | Tombstone {
  const value = stored.value as { readonly schema?: Json; readonly node_type?: Json; readonly deleted?: Json };
  if (value.schema !== SCHEMA) throw new Error(`node type ${stored.id} is stored in a schema that is not known`);
  if (value.node_type !== undefined) return withRevisions(value.node_type as unknown as Earlier<NodeType>);
  const deleted = value.deleted as unknown as Earlier<Tombstone>;
  return { ...deleted, revisions: deleted.revisions ?? [] };
}

/** Of a release that kept no revisions. */
type Earlier<T extends Tombstone> = Omit<T, "revisions"> & Partial<Pick<T, "revisions">>;

function withRevisions(nodeType: Earlier<NodeType>): NodeType {
  if (nodeType.revisions !== undefined) return { ...nodeType, revisions: nodeType.revisions };
  const { revision, updatedAt, updatedBy, policy } = nodeType;
  const act = { kind: revision === 1 ? "created" : "edited" } as const;
  return { ...nodeType, revisions: [onlyRevision({ revision, at: updatedAt, actor: updatedBy, act, policy })] };
}
