import type { Entry } from "../../catalogue/catalogue.ts";
import type { Services } from "../context.ts";
import { OperationError } from "../errors.ts";

/** @throws OperationError `not_found` */
export function findNodeType({ catalogue }: Pick<Services, "catalogue">, type: string): Entry {
  const entry = catalogue.get(type);
  if (entry === undefined) throw new OperationError("not_found", `There is no node type ${type}.`);
  return entry;
}
