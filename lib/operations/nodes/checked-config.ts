import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { NodeType } from "../../catalogue/node-type.ts";
import type { NodeKind } from "../../nodes/node-kind.ts";
import { fieldErrors, invalid } from "../field-errors.ts";

/**
 * A config that its kind accepts.
 * @throws OperationError naming each field that is wrong
 */
export function checkedConfig(
  catalogue: Catalogue,
  request: { readonly kind: string; readonly config: unknown },
): { readonly kind: NodeKind; readonly config: NodeType["config"] } {
  const kind = catalogue.kind(request.kind);
  if (kind === undefined) throw invalid([{ field: "kind", message: `${request.kind} is not known` }]);
  const parsed = kind.configSchema.safeParse(request.config);
  if (parsed.success) return { kind, config: parsed.data as NodeType["config"] };
  throw invalid(
    parsed.error.issues.flatMap((issue) => fieldErrors({ ...issue, path: ["config", ...issue.path] }, "config")),
  );
}
