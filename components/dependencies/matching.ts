import { type NodeTypeView, runsInServices } from "@/lib/contracts/node-type.ts";
import { requestLineOf } from "./http-config.ts";

/** Those that have every word that is looked for, somewhere. */
export function matching(nodes: readonly NodeTypeView[], wanted: string): readonly NodeTypeView[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0 ? nodes : nodes.filter((node) => words.every((word) => textOf(node).includes(word)));
}

function textOf({ node_type, kind, title, owner, tags, config }: NodeTypeView): string {
  const { method, address } = runsInServices({ kind }) ? { method: "", address: kind } : requestLineOf(config);
  return [node_type, title, owner, ...tags, method, address].join("\n").toLowerCase();
}
