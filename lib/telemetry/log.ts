import { patternScrubber } from "../nodes/scrub.ts";

type Fields = Readonly<Record<string, string | number | boolean | null>>;

/** Writes one line of JSON to stderr: what went wrong, with its cause scrubbed of what looks like a secret. */
export function logError(message: string, error: unknown, fields: Fields = {}): void {
  write("error", message, { ...fields, error: patternScrubber.text(describe(error)) });
}

/** Writes one line of JSON to stderr. */
export function logInfo(message: string, fields: Fields = {}): void {
  write("info", message, fields);
}

function write(level: "error" | "info", message: string, fields: Fields): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own}\ncaused by ${describe(error.cause)}`;
}
