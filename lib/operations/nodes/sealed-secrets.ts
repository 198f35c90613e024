import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { NodeType } from "../../catalogue/node-type.ts";
import type { KeptSecret } from "../../catalogue/secret-vault.ts";
import type { NodeKind } from "../../nodes/node-kind.ts";
import type { FieldError } from "../errors.ts";
import { invalid } from "../field-errors.ts";

interface Edit {
  readonly catalogue: Catalogue;
  readonly kind: NodeKind;
  readonly type: string;
  readonly config: NodeType["config"];
  /** By name; null removes one. */
  readonly given: Readonly<Record<string, string | null>>;
  /** The node type before the edit. */
  readonly known: NodeType | null;
}

interface Sealed {
  readonly secrets: NodeType["secrets"];
  /** What of them is not stored yet. */
  readonly added: readonly KeptSecret[];
}

/**
 * The secrets that the config refers to, sealed: those given, and of the others what is kept. Where the origin that
 * they are sent to has changed, none is kept, so that nobody can have them sent elsewhere.
 * @throws OperationError naming a secret that is missing, or given but not used
 */
export function sealedSecrets({ catalogue, kind, type, config, given, known }: Edit): Sealed {
  const names = kind.secretNames(config);
  const isSameAudience =
    known !== null && known.kind === kind.kind && kind.secretAudience(known.config) === kind.secretAudience(config);
  const kept = new Map(isSameAudience ? known.secrets : []);
  const errors: FieldError[] = Object.keys(given)
    .filter((name) => given[name] !== null && !names.includes(name))
    .map((name) => ({ field: `secrets.${name}`, message: "is not used by the config" }));
  const secrets: [string, string][] = [];
  const added: KeptSecret[] = [];
  for (const name of names) {
    const plain = Object.hasOwn(given, name) ? given[name] : undefined;
    if (plain) added.push(catalogue.seal({ name: type, kind: kind.kind, config }, name, plain));
    const ref = plain ? added.at(-1)?.ref : plain === undefined && kept.get(name);
    if (ref) secrets.push([name, ref]);
    else errors.push({ field: `secrets.${name}`, message: whyMissing(name, known, isSameAudience) });
  }
  if (errors.length > 0) throw invalid(errors);
  return { secrets, added };
}

function whyMissing(name: string, known: NodeType | null, isSameAudience: boolean): string {
  const wasSet = known?.secrets.some(([each]) => each === name) ?? false;
  if (wasSet && !isSameAudience) return "has to be given again: the origin that it is sent to has changed";
  return "is used by the config and not set";
}
