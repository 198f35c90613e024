import * as z from "zod";

/** The name of a node type. */
export const nodeTypeName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, "1 to 64 of A-Z a-z 0-9 _ . - and not a sign first");

/** The id of a workspace or a credential. */
export const scopeId = z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/, "1 to 64 of A-Z a-z 0-9 _ . : -");

/** The id of a circuit: a node type's name, and for a nested one `@` with its workspace and credential. */
export const circuitId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}(@[A-Za-z0-9_.:%-]{1,260})?$/,
    "a node type, or a node type@workspace:credential",
  );

/** Circuits that one query names at the most. */
const MOST_NAMED = 200;

/** Ids of circuits, separated by commas. */
export const circuitIds = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(circuitId).max(MOST_NAMED));

/** A line of text that a person wrote. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, "no control characters");

export const instant = z.iso.datetime({ precision: 3 });

/** How many items a page holds. */
export const pageSize = z
  .string()
  .regex(/^[0-9]{1,5}$/, "a whole number from 1 to 1000")
  .transform(Number)
  .pipe(z.int().min(1).max(1000));

export const pageLimit = (fallback: number) => pageSize.default(fallback);

/** How many items to leave out from the first on. */
export const pageOffset = z
  .string()
  .regex(/^[0-9]{1,7}$/, "a whole number from 0")
  .transform(Number);
