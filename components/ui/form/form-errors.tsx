"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { FieldProblem } from "@/lib/client/api-error.ts";

const Context = createContext<readonly FieldProblem[]>([]);

/** Tells the fields of a form what is wrong with them, by the names that the API gives them. */
export function FormErrors({ errors, children }: { errors: readonly FieldProblem[]; children: ReactNode }) {
  return <Context value={errors}>{children}</Context>;
}

/** What is wrong with a field, or with a part of it: `tags` also hears of `tags.2`. */
export function useErrorAt(name: string): string | null {
  return useContext(Context).find(({ field }) => isAtOrIn(name, field))?.message ?? null;
}

/** What is wrong with exactly this: with the whole and not a part, or with a part whose name has dots. */
export function useErrorOf(name: string): string | null {
  return useContext(Context).find(({ field }) => field === name)?.message ?? null;
}

export function isAtOrIn(name: string, field: string): boolean {
  return field === name || field.startsWith(`${name}.`);
}
