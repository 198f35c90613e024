/** A policy's values by the names of their fields. */
export type PolicyValues = ReadonlyMap<string, unknown>;

interface Described {
  /** As the API names it, with a dot for a part of a group such as `retry`. */
  readonly name: string;
  readonly label: string;
  /** What the label cannot say in so few words. */
  readonly hint?: string;
  /** Whether the values in force make any use of it; left out, they always do. */
  readonly isUsed?: (values: PolicyValues) => boolean;
}

/** The unit of a field from 0 to 1. People write it as the API does, and read it in percent. */
export const SHARE = "share";

export interface FigureField extends Described {
  readonly kind: "figure";
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  /** What 0 means, where it is no figure like the others. */
  readonly zero?: string;
  /** What 1 means, likewise. */
  readonly one?: string;
  /** What null means, where the field may be null. */
  readonly none?: string;
}

export interface Option<Value extends string | boolean = string | boolean> {
  readonly value: Value;
  readonly word: string;
  readonly hint?: string;
}

/** One of several. */
export interface ChoiceField extends Described {
  readonly kind: "choice";
  readonly options: readonly Option[];
}

/** One or more of several. */
export interface SetField extends Described {
  readonly kind: "set";
  readonly options: readonly Option<string>[];
}

/** Whatever JSON can say. */
export interface JsonValueField extends Described {
  readonly kind: "json";
  readonly hint: string;
}

export type PolicyField = FigureField | ChoiceField | SetField | JsonValueField;

interface Ranged {
  readonly minValue: number | null;
  readonly maxValue: number | null;
}

/** A figure whose range is the schema's own. */
export function figure(
  { minValue, maxValue }: Ranged,
  words: Omit<FigureField, "kind" | "least" | "most">,
): FigureField {
  return { kind: "figure", least: minValue ?? 0, most: maxValue ?? Number.MAX_SAFE_INTEGER, ...words };
}
