"use client";

import type { ComponentProps } from "react";
import { classNames } from "../class-names.ts";
import { Field } from "../field.tsx";
import { useErrorAt, useErrorOf } from "./form-errors.tsx";

interface FormFieldProps extends Omit<ComponentProps<typeof Field>, "error"> {
  /** As the API names it in its errors. */
  name: string;
  /** What only this form can see to be wrong. */
  error?: string | null;
  /** Whether errors of its parts are shown elsewhere. */
  exact?: boolean;
  className?: string;
}

/** A field that shows what the API says against it, and that the summary of errors can lead to. */
export function FormField({ name, error = null, exact = false, className, ...field }: FormFieldProps) {
  const within = useErrorAt(name);
  const itself = useErrorOf(name);
  return (
    <div data-field={name} data-label={field.label} className={classNames("min-w-0", className)}>
      <Field {...field} error={error ?? (exact ? itself : within)} />
    </div>
  );
}
