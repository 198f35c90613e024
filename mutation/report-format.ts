/** What is used here of the mutation-testing-report schema, in which Stryker reports. */
export interface Report {
  readonly files: Readonly<Record<string, ReportedFile>>;
}

export interface ReportedFile {
  readonly source: string;
  readonly mutants: readonly ReportedMutant[];
}

export interface ReportedMutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: Position; readonly end: Position };
  readonly status: Status;
  readonly statusReason?: string;
}

/** Counted from 1; an end is the first place that is not part of it any more. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type Status =
  | "Killed"
  | "Timeout"
  | "Survived"
  | "NoCoverage"
  | "RuntimeError"
  | "CompileError"
  | "Ignored"
  | "Pending";
