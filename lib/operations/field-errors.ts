import type * as z from "zod";
import { type FieldError, OperationError } from "./errors.ts";

/** Characters of a caller's own names that an error repeats. */
const ECHOED_LENGTH = 80;

/** The error for fields that are wrong. */
export function invalid(errors: readonly FieldError[]): OperationError {
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join("; ");
  return new OperationError("invalid_request", detail, { errors });
}

/**
 * What a schema says against a value, by field.
 * @param whole what an error about the value as a whole calls it: `body`, `query`, `path`
 */
export function fieldErrors(issue: z.core.$ZodIssue, whole: string): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ field: fieldName([...path, key], whole), message: "is not a known field" }));
  }
  return [{ field: fieldName(path, whole), message: issue.message }];
}

/** A name that a caller made up, short enough to be repeated. */
export function clip(text: string): string {
  return text.length <= ECHOED_LENGTH ? text : `${text.slice(0, ECHOED_LENGTH - 1)}…`;
}

function fieldName(path: readonly string[], whole: string): string {
  return path.length === 0 ? whole : clip(path.join("."));
}
