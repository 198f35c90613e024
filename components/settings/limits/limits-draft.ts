import { figureText, numberOf } from "@/components/policy/policy-draft.ts";
import { newPair, type Pair, pairsOf, recordOf, repeatedNames } from "@/components/ui/form/pairs.ts";
import type { FieldProblem } from "@/lib/client/api-error.ts";
import type { Limits, TierLimits } from "@/lib/contracts/limits.ts";

/** A tier being edited; blank figures set no limit. */
export interface TierRow {
  readonly id: number;
  readonly name: string;
  readonly perMinute: string;
  readonly concurrent: string;
}

export interface LimitsDraft {
  readonly tiers: readonly TierRow[];
  /** The workspace, and its tier. */
  readonly workspaces: readonly Pair[];
}

export function newTier(name = "", limits: TierLimits | null = null): TierRow {
  return {
    id: newPair().id,
    name,
    perMinute: textOf(limits?.executions_per_minute ?? null),
    concurrent: textOf(limits?.concurrent_executions ?? null),
  };
}

export function draftOf({ tiers, workspaces }: Limits): LimitsDraft {
  return {
    tiers: Object.entries(tiers).map(([name, limits]) => newTier(name, limits)),
    workspaces: pairsOf(workspaces),
  };
}

/** What a draft asks the API for, and what cannot even be said to it. */
export function limitsOf(draft: LimitsDraft): { limits: Limits; errors: readonly FieldProblem[] } {
  const tiers = draft.tiers.filter(({ name, perMinute, concurrent }) => `${name}${perMinute}${concurrent}`.trim());
  const twice = repeatedNames(tiers.map(({ name }) => newPair(name, "x"))).map((name) => `tiers.${name}`);
  const twiceToo = repeatedNames(draft.workspaces).map((name) => `workspaces.${name}`);
  const figures = tiers.map((row) => [row, limitsOfTier(row)] as const);
  const noFigure = figures.flatMap(([{ name }, limits]) =>
    Object.entries(limits)
      .filter(([, figure]) => Number.isNaN(figure))
      .map(([field]) => ({ field: `tiers.${name.trim()}.${field}`, message: "has to be a number" })),
  );
  return {
    limits: {
      tiers: Object.fromEntries(figures.map(([{ name }, limits]) => [name.trim(), limits])),
      workspaces: recordOf(draft.workspaces),
    },
    errors: [...[...twice, ...twiceToo].map((field) => ({ field, message: "is there twice" })), ...noFigure],
  };
}

function limitsOfTier({ perMinute, concurrent }: TierRow): TierLimits {
  return { executions_per_minute: figureOf(perMinute), concurrent_executions: figureOf(concurrent) };
}

function figureOf(text: string): number | null {
  // People group long figures as they are shown.
  const plain = text.trim().replace(/,(?=\d{3}(\D|$))/g, "");
  return plain === "" ? null : numberOf(plain);
}

function textOf(figure: number | null): string {
  return figure === null ? "" : figureText(figure);
}
