import { figureText, NONE, numberOf } from "./policy-draft.ts";
import { type FigureField, type PolicyField, SHARE } from "./policy-field.ts";
import { written } from "./policy-words.ts";

interface PolicyHintProps {
  field: PolicyField;
  value: string;
  base: unknown;
  baseWord: string;
}

/** The name that scripts use, what the field may be, and whether the base's value is in force or one that lies over it. */
export function PolicyHint({ field, value, base, baseWord }: PolicyHintProps) {
  const isOwn = value.trim() !== "";
  return (
    <>
      <code className="font-mono">{field.name}</code>
      {field.kind === "figure" && <Range field={field} />}
      {field.hint !== undefined && (
        <>
          <br />
          {field.hint}
        </>
      )}
      <br />
      {isOwn
        ? `Set here${inPercent(field, value)} · ${baseWord}`
        : baseWord.charAt(0).toUpperCase() + baseWord.slice(1)}
      {": "}
      {written(field, base)}
    </>
  );
}

function Range({ field: { least, most, zero } }: { field: FigureField }) {
  return (
    <>
      {" · "}
      {figureText(least)} to {figureText(most)}
      {zero !== undefined && `, 0: ${zero}`}
    </>
  );
}

/** What a typed share comes to. */
function inPercent(field: PolicyField, value: string): string {
  if (field.kind !== "figure" || field.unit !== SHARE || value === NONE) return "";
  const share = numberOf(value.trim());
  return Number.isNaN(share) ? "" : `: ${written(field, share)}`;
}
