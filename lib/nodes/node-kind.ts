import type * as z from "zod";

/** Whom a failure speaks against: the dependency, or the caller's own key, quota or standing with it. */
export type Blame = "dependency" | "caller";

/** What an attempt at a dependency came to. It never throws for anything that the dependency or the caller can cause. */
export type NodeResult =
  | { readonly ok: true; readonly output: unknown }
  | {
      readonly ok: false;
      /** For people: scrubbed of secrets, one line. */
      readonly message: string;
      /** What failures are counted by in a dossier: a status, an error code, `timeout`. */
      readonly group: string;
      /** `failure` speaks against the dependency, `ignored` says nothing about its health. */
      readonly verdict: "failure" | "ignored";
      /** Of a failure; the dependency where nothing is said. */
      readonly blame?: Blame;
      /** `invalid_input` where the input does not fit; `timeout` where this attempt ran out of time. */
      readonly type: "node_error" | "timeout" | "invalid_input" | "cancelled";
      /** Whether another attempt can help (network, timeout of one attempt, 429, 5xx). */
      readonly retryable: boolean;
      /** Seconds that the dependency asked to wait; null where it did not. */
      readonly retryAfter: number | null;
      /** Anything of the dependency's answer worth handing to the caller, scrubbed. */
      readonly output?: unknown;
    };

/** A node type's config made ready to run. */
export interface RunnableNode {
  run(input: unknown, signal: AbortSignal): Promise<NodeResult>;
  /** Frees sockets and the like; called when the node type is edited, deleted, or the panel closes. */
  close(): Promise<void>;
}

/** A way in which node types run: `http`, … */
export interface NodeKind {
  readonly kind: string;
  readonly configSchema: z.ZodType;
  /** Names of secrets that the config refers to. */
  secretNames(config: unknown): readonly string[];
  /** What secrets may be sent to: when it changes, they have to be given again. */
  secretAudience(config: unknown): string;
  /** `config` has passed `configSchema`. */
  prepare(config: unknown, secrets: ReadonlyMap<string, string>): RunnableNode;
}
