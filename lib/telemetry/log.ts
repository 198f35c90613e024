import { patternScrubber } from "../nodes/scrub.ts";

export type LogLevel = "info" | "warning" | "error";

/** JSON that goes with a message. */
export type LogFields = Readonly<Record<string, unknown>>;

const STACK_LENGTH = 4000;
/** How far a chain of causes is followed. */
const MOST_CAUSES = 3;

/** Something worth knowing. */
export function logInfo(message: string, fields: LogFields = {}): void {
  write("info", message, fields);
}

/** Something that went wrong and that the process goes on without. */
export function logWarning(message: string, fields: LogFields = {}): void {
  write("warning", message, fields);
}

/** An error that nobody foresaw, with its stack and causes. */
export function logError(message: string, error: unknown, fields: LogFields = {}): void {
  write("error", message, { ...fields, error: describeError(error) });
}

function write(level: LogLevel, message: string, fields: LogFields): void {
  process.stderr.write(`${logLine(level, message, fields, new Date())}\n`);
}

/** One line of JSON, scrubbed of what looks like a secret. */
export function logLine(level: LogLevel, message: string, fields: LogFields, at: Date): string {
  const head = { time: at.toISOString(), level, message: patternScrubber.line(message) };
  try {
    return JSON.stringify({ ...(patternScrubber.json(fields) as LogFields), ...head });
  } catch {
    // A field that JSON cannot hold must not cost the message.
    return JSON.stringify(head);
  }
}

/** An error as JSON. */
export function describeError(error: unknown, causes = MOST_CAUSES): LogFields {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    name: error.name,
    message: error.message,
    ...("code" in error && { code: error.code }),
    stack: error.stack?.slice(0, STACK_LENGTH),
    ...(error.cause !== undefined && causes > 0 && { cause: describeError(error.cause, causes - 1) }),
  };
}
