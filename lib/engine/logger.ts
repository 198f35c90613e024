import { describeError } from "../telemetry/log.ts";

/** Takes what the engine has to say; `console` and most loggers are one. Must not throw. */
export interface Logger {
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

/** As `console`, without what is merely worth knowing. */
export const consoleLogger: Logger = {
  info: () => {},
  warn: (message, fields) => say("warn", message, fields),
  error: (message, fields) => say("error", message, fields),
};

export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** What is said of an error: what the store's client throws may hold more than anybody should read. */
export function errorFields(error: unknown): object {
  const { stack: _, cause: __, ...fields } = { stack: null, cause: null, ...describeError(error) };
  return { error: fields };
}

function say(level: "warn" | "error", message: string, fields?: object): void {
  const line = `breaker-panel: ${message}`;
  if (fields === undefined) console[level](line);
  else console[level](line, fields);
}
