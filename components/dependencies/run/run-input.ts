import { parseJsonText } from "@/lib/client/json-text.ts";
import type { ExecuteRequest } from "@/lib/contracts/execute.ts";
import type { NodeTypeView } from "@/lib/contracts/node-type.ts";
import { httpConfigOf, parametersOf } from "../http-config.ts";

/** What somebody types to run a dependency once: JSON as text, and for whom. */
export interface RunDraft {
  readonly params: string;
  readonly query: string;
  readonly body: string;
  readonly workspace: string;
  readonly credential: string;
}

/** What its call takes: parameters are asked for where the path has some, a body where the method may have one. */
export function inputsOf(node: Pick<NodeTypeView, "config">): { parameters: readonly string[]; takesBody: boolean } {
  const { method, path } = httpConfigOf(node.config);
  return { parameters: parametersOf(path), takesBody: method !== "GET" && method !== "HEAD" };
}

export function emptyRun(node: Pick<NodeTypeView, "config">): RunDraft {
  const { parameters } = inputsOf(node);
  const params =
    parameters.length === 0 ? "" : JSON.stringify(Object.fromEntries(parameters.map((name) => [name, ""])), null, 2);
  return { params, query: "", body: "", workspace: "", credential: "" };
}

/** The request for it; null where some of the JSON is none. */
export function runRequestOf({ workspace, credential, ...texts }: RunDraft): ExecuteRequest | null {
  const parts = Object.entries(texts).map(([name, text]) => [name, parseJsonText(text)] as const);
  const input: Record<string, unknown> = {};
  for (const [name, parsed] of parts) {
    if ("error" in parsed) return null;
    if (parsed.value !== undefined) input[name] = parsed.value;
  }
  return { input, workspace: workspace.trim() || null, credential: credential.trim() || null };
}
