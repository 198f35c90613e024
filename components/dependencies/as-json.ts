import type { FieldProblem } from "@/lib/client/api-error.ts";
import { parseJsonText } from "@/lib/client/json-text.ts";
import { type NodeTypeView, nodeTypeRequest } from "@/lib/contracts/node-type.ts";
import { type DependencyDraft, saidOf } from "./draft.ts";
import { requestOf } from "./request.ts";

/** What can be said of a dependency as JSON: what the API takes, but for its kind and secrets. */
const said = nodeTypeRequest.pick({
  title: true,
  owner: true,
  runbook_url: true,
  tags: true,
  config: true,
  policy: true,
});

/** A draft as the API would be asked for it. What is no figure yet is left out. */
export function jsonOf(draft: DependencyDraft, before: NodeTypeView | null): string {
  const { title, owner, runbook_url, tags, config, policy } = requestOf(draft, before).body;
  return JSON.stringify({ title, owner, runbook_url, tags, config, policy }, null, 2);
}

type Part = Partial<DependencyDraft>;

/** What a text says of a draft, or everything that is wrong with it. */
export function partOf(
  text: string,
  draft: DependencyDraft,
  before: NodeTypeView | null,
): { readonly part: Part; readonly errors: readonly FieldProblem[] } {
  const read = parseJsonText(text);
  if ("error" in read) return { part: {}, errors: [{ field: "", message: read.error }] };
  const parsed = said.safeParse(read.value);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
    return { part: {}, errors };
  }
  const { title = null, owner = null, runbook_url = null, tags, config, policy } = parsed.data;
  const part = saidOf({ title, owner, runbook_url, tags, config, policy });
  return { part, errors: unknownIn(config, requestOf({ ...draft, ...part }, before).body.config) };
}

/** What the form has no place for would be lost. */
function unknownIn(config: object, kept: object): FieldProblem[] {
  return Object.keys(config)
    .filter((name) => !(name in kept))
    .map((name) => ({ field: `config.${name}`, message: "is not known here" }));
}
