export type EngineErrorCode = "invalid_options" | "invalid_name" | "name_taken" | "not_protected" | "closed";

/** The engine was asked for something that it cannot do: a mistake in the code that uses it. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string) {
    super(message);
    this.name = "EngineError";
    this.code = code;
  }
}
