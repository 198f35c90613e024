import { figureText } from "./policy-draft.ts";
import { type FigureField, type PolicyField, SHARE } from "./policy-field.ts";

/** Characters of JSON that are shown in the place of a value. */
const MOST_JSON_SHOWN = 60;

/** A field's value as people read it: `300 seconds`, `50 %`, `off`. */
export function written(field: PolicyField, value: unknown): string {
  if (value === undefined) return "–";
  switch (field.kind) {
    case "choice":
      return wordFor(field, value);
    case "set":
      return [value]
        .flat()
        .map((each) => wordFor(field, each))
        .join(" or ");
    case "json":
      return shortened(JSON.stringify(value));
    case "figure":
      return writtenFigure(field, value);
  }
}

function wordFor({ options }: Extract<PolicyField, { kind: "choice" | "set" }>, value: unknown): string {
  return options.find((option) => option.value === value)?.word ?? String(value).replaceAll("_", " ");
}

function writtenFigure({ unit, zero, one, none }: FigureField, value: unknown): string {
  if (value === null) return none ?? "–";
  if (typeof value !== "number") return String(value);
  if (value === 0 && zero !== undefined) return zero;
  if (value === 1 && one !== undefined) return one;
  if (unit === SHARE) return percentText(value);
  return `${figureText(value)} ${value === 1 ? unit.replace(/s$/, "") : unit}`;
}

/** A share in percent, with every decimal that it was given but those of binary arithmetic. */
function percentText(share: number): string {
  return `${Number((share * 100).toPrecision(12))} %`;
}

function shortened(text: string): string {
  return text.length <= MOST_JSON_SHOWN ? text : `${text.slice(0, MOST_JSON_SHOWN - 1)}…`;
}
