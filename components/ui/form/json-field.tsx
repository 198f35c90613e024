"use client";

import { useState } from "react";
import { parseJsonText } from "@/lib/client/json-text.ts";
import { Textarea } from "../inputs.tsx";
import { FormField } from "./form-field.tsx";

interface JsonFieldProps {
  name: string;
  label: string;
  hint?: string;
  optional?: boolean;
  rows?: number;
  value: string;
  /** Whether to say what is wrong even though it is still being typed. */
  judged: boolean;
  placeholder?: string;
  onChange: (text: string) => void;
}

/** JSON as text. It is judged when the field is left, not at every key. */
export function JsonField({ value, judged, rows = 3, placeholder, onChange, ...field }: JsonFieldProps) {
  const [left, setLeft] = useState(false);
  const parsed = parseJsonText(value);
  const error = (left || judged) && "error" in parsed ? parsed.error : null;
  return (
    <FormField {...field} error={error}>
      {(control) => (
        <Textarea
          {...control}
          rows={rows}
          value={value}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          className="font-mono text-[0.8125rem]"
          onChange={(event) => {
            setLeft(false);
            onChange(event.target.value);
          }}
          onBlur={() => setLeft(true)}
        />
      )}
    </FormField>
  );
}
