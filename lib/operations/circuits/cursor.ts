import * as z from "zod";
import { invalid } from "../field-errors.ts";

/** A circuit's place in an order. */
export type SortKey = readonly (string | number)[];

const cursor = z.tuple([z.string(), z.array(z.union([z.string(), z.number()])).min(1)]);

/** Where a page ended: the order, and the place of its last circuit. */
export function encodeCursor(sort: string, key: SortKey): string {
  return Buffer.from(JSON.stringify([sort, key])).toString("base64url");
}

/** @throws OperationError where it was not made by `encodeCursor` for this order. */
export function decodeCursor(text: string, sort: string): SortKey {
  try {
    const [madeFor, key] = cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    if (madeFor === sort) return key;
  } catch {
    // Falls through to the one answer for every cursor that is not ours.
  }
  throw invalid([{ field: "cursor", message: "is not one that this order answered" }]);
}
