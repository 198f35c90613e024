import type { PolicyPatch } from "../breaker/index.ts";
import type { Json, Stored } from "../stores/store.ts";
import { beside, isRecord, type JsonRecord } from "./record.ts";
import { onlyRevision, type Revision } from "./revision.ts";
import { UnreadableValue } from "./unreadable.ts";

/** A node type as it is stored. */
export interface NodeType {
  readonly name: string;
  readonly kind: string;
  readonly title: string | null;
  readonly owner: string | null;
  readonly runbookUrl: string | null;
  readonly tags: readonly string[];
  readonly config: { readonly [key: string]: Json };
  /**
   * As pairs of name and ref, for names come from outside. The first releases stored the sealed text in the ref's place.
   */
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
/** The fields of a stored value that are written anew each time. */
const OWN = ["schema", "node_type", "deleted"];

/** A node type as it is stored, with what another version wrote beside and inside `previous`. */
export function encodeNodeType(nodeType: NodeType, previous: Json): Json {
  const inside = isRecord(previous) && isRecord(previous.node_type) ? previous.node_type : {};
  const whole = { ...inside, ...nodeType } as unknown as Json;
  return { ...beside(previous, OWN), schema: SCHEMA, node_type: whole };
}

/** As `encodeNodeType`. */
export function encodeTombstone(tombstone: Tombstone, previous: Json): Json {
  return { ...beside(previous, OWN), schema: SCHEMA, deleted: tombstone as unknown as Json };
}

/**
 * What a stored value holds.
 * @throws UnreadableValue where a newer version wrote it in a schema that this one cannot read.
 */
export function decodeNodeType({ id, value }: Pick<Stored, "id" | "value">): NodeType | Tombstone {
  if (isRecord(value) && value.schema === SCHEMA) {
    if (isRecord(value.node_type) && isNodeType(id, value.node_type)) {
      return withRevisions(value.node_type as unknown as Earlier<NodeType>);
    }
    if (isRecord(value.deleted) && typeof value.deleted.revision === "number") {
      const deleted = value.deleted as unknown as Earlier<Tombstone>;
      return { ...deleted, revisions: deleted.revisions ?? [] };
    }
  }
  throw new UnreadableValue(`node type ${id}`);
}

/** Whether what it runs by is there: services may write to a shared store as well. */
function isNodeType(id: string, { name, kind, config, secrets, policy, revision }: JsonRecord): boolean {
  return (
    name === id &&
    typeof kind === "string" &&
    isRecord(config) &&
    Array.isArray(secrets) &&
    secrets.every((pair) => Array.isArray(pair) && pair.every((part) => typeof part === "string")) &&
    isRecord(policy) &&
    typeof revision === "number"
  );
}

/** Of a release that kept no revisions. */
type Earlier<T extends Tombstone> = Omit<T, "revisions"> & Partial<Pick<T, "revisions">>;

function withRevisions(nodeType: Earlier<NodeType>): NodeType {
  if (nodeType.revisions !== undefined) return { ...nodeType, revisions: nodeType.revisions };
  const { revision, updatedAt, updatedBy, policy } = nodeType;
  const act = { kind: revision === 1 ? "created" : "edited" } as const;
  return { ...nodeType, revisions: [onlyRevision({ revision, at: updatedAt, actor: updatedBy, act, policy })] };
}
