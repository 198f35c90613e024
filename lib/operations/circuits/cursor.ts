import * as z from "zod";
import { invalid } from "../field-errors.ts";

/** A circuit's place in an order: two numbers, smallest first, and its id. */
export type Place = readonly [number, number, string];

const cursor = z.tuple([z.string(), z.tuple([z.number(), z.number(), z.string()])]);

/** Where a page ended: the order, and the place of its last circuit. */
export function encodeCursor(sort: string, place: Place): string {
  return Buffer.from(JSON.stringify([sort, place])).toString("base64url");
}

/** @throws OperationError where it was not made by `encodeCursor` for this order. */
export function decodeCursor(text: string, sort: string): Place {
  try {
    const [madeFor, place] = cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    if (madeFor === sort) return place;
  } catch {
    // Falls through to the one answer for every cursor that is not ours.
  }
  throw invalid([{ field: "cursor", message: "is not one that this order answered" }]);
}
