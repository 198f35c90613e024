import type * as z from "zod";
import { OperationError } from "../operations/errors.ts";
import { clip, fieldErrors, invalid } from "../operations/field-errors.ts";

/** Bytes of a body that are read at the most. */
export const MAX_BODY_BYTES = 1_048_576;
/** Bytes of a body that is too long that are read and dropped, so that its sender hears why and can go on. */
const MAX_DROPPED_BYTES = 2 * MAX_BODY_BYTES;

/** The request's body is longer than is read. */
export class BodyTooLarge extends Error {}

/**
 * `value` as the schema has it.
 * @param whole what an error about the value as a whole calls it: `body`, `query`, `path`
 * @throws OperationError naming each field that is wrong
 */
export function parseWith<S extends z.ZodType>(schema: S, value: unknown, whole: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.flatMap((issue) => fieldErrors(issue, whole)));
}

/** Query parameters by name; one that is given twice is refused, since nobody can say which one was meant. */
export function queryOf(url: URL): Record<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (query.has(name)) throw invalid([{ field: clip(name), message: "is given more than once" }]);
    if (name === "__proto__") throw invalid([{ field: name, message: "is not a known field" }]);
    query.set(name, value);
  }
  return Object.fromEntries(query);
}

/** The request's body as JSON; undefined where there is none. */
export async function bodyOf(request: Request): Promise<unknown> {
  const text = await textOf(request);
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text, refusePrototype);
  } catch (error) {
    if (error instanceof OperationError) throw error;
    throw invalid([{ field: "body", message: "is not valid JSON" }]);
  }
}

function refusePrototype(key: string, value: unknown): unknown {
  if (key === "__proto__") throw invalid([{ field: "__proto__", message: "is not a known field" }]);
  return value;
}

async function textOf(request: Request): Promise<string> {
  if (request.body === null) return "";
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let bytes = 0;
  try {
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > MAX_DROPPED_BYTES) break;
      if (bytes <= MAX_BODY_BYTES) text += decoder.decode(chunk, { stream: true });
    }
    if (bytes > MAX_BODY_BYTES) throw new BodyTooLarge();
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw invalid([{ field: "body", message: "is not valid UTF-8" }]);
    throw error;
  }
}
