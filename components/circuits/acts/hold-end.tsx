import { Field } from "@/components/ui/field.tsx";
import { Select } from "@/components/ui/inputs.tsx";

/** Seconds; the empty one holds until somebody lifts it. */
const ENDS = [
  { seconds: "900", name: "after 15 minutes" },
  { seconds: "3600", name: "after an hour" },
  { seconds: "14400", name: "after 4 hours" },
  { seconds: "86400", name: "after a day" },
  { seconds: "", name: "when somebody lifts it" },
];

/** When a hold ends by itself; a field of the form that it stands in. */
export function HoldEnd() {
  return (
    <Field label="Ends">
      {(control) => (
        <Select {...control} name="end" defaultValue="3600">
          {ENDS.map(({ seconds, name }) => (
            <option key={seconds} value={seconds}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** What was chosen in a form's `HoldEnd`, in seconds; null holds until somebody lifts it. */
export function secondsIn(form: HTMLFormElement): number | null {
  const chosen = new FormData(form).get("end");
  return chosen === null || chosen === "" ? null : Number(chosen);
}
