"use client";

import { type Tone, tones } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { count } from "@/lib/client/format.ts";
import type { BulkResult, MatchingCircuit } from "@/lib/contracts/bulk.ts";
import { ProgressBar } from "../../progress-bar.tsx";
import { ActError } from "../act-error.tsx";
import type { useBulkAct } from "./use-bulk-act.ts";

/** Results that are listed at the most. */
const LISTED = 1000;

interface BulkResultsProps {
  act: ReturnType<typeof useBulkAct>;
  targets: readonly MatchingCircuit[];
  /** With the circuits to be selected from then on. */
  onClose: (circuits: readonly string[]) => void;
}

/** What comes of an act on many circuits, as it is answered, one by one; what was refused first. */
export function BulkResults({ act, targets, onClose }: BulkResultsProps) {
  const { results, isBusy, error } = act;
  const refused = results.filter(({ result }) => result === "refused");
  const rest = results.filter(({ result }) => result !== "refused");
  const left = targets.slice(results.length).map(({ circuit }) => circuit);
  return (
    <div className="grid grid-cols-1 gap-4">
      <div role="status" className="grid gap-1">
        <p className="flex flex-wrap gap-x-4 gap-y-1 font-medium text-sm">
          <Count tone="ok" of={rest.filter(({ result }) => result === "done").length} word="done" />
          <Count tone="neutral" of={rest.filter(({ result }) => result === "unchanged").length} word="so already" />
          <Count tone="bad" of={refused.length} word="refused" />
          <Count tone="warn" of={isBusy ? 0 : left.length} word="not done" />
        </p>
        {isBusy && (
          <div className={classNames(tones.info, "text-[0.8125rem] text-muted")}>
            {count(results.length)} of {count(targets.length)}
            <ProgressBar percent={(100 * results.length) / targets.length} />
          </div>
        )}
      </div>
      {error && <ActError error={error} />}
      {results.length > 0 && <Results results={[...refused, ...rest].slice(0, LISTED)} />}
      {results.length > LISTED && (
        <p className="text-muted text-xs">The first {count(LISTED)} are listed; the audit has them all.</p>
      )}
      {!isBusy && (
        <div className="flex flex-wrap justify-end gap-2">
          {error && left.length > 0 && (
            <Button onClick={act.goOn}>
              Go on with the {left.length === targets.length ? "act" : `other ${count(left.length)}`}
            </Button>
          )}
          {refused.length > 0 && (
            <Button onClick={() => onClose(refused.map(({ circuit }) => circuit))}>
              Select the {count(refused.length)} refused
            </Button>
          )}
          <Button autoFocus variant="primary" onClick={() => onClose([])}>
            Done
          </Button>
        </div>
      )}
    </div>
  );
}

function Count({ tone, of, word }: { tone: Tone; of: number; word: string }) {
  if (of === 0) return null;
  return (
    <span className={classNames(tones[tone], "text-tone")}>
      {count(of)} {word}
    </span>
  );
}

function Results({ results }: { results: readonly BulkResult[] }) {
  return (
    <ul
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled has to be reached by keyboard
      tabIndex={0}
      aria-label="Results"
      className="max-h-80 overflow-y-auto rounded-xl border border-line bg-surface"
    >
      {results.map(({ circuit, result, message }) => (
        <li
          key={circuit}
          data-result={result}
          className={classNames(
            tones[result === "refused" ? "bad" : result === "done" ? "ok" : "neutral"],
            "grid gap-x-4 gap-y-0.5 border-line px-4 py-1.5 text-[0.8125rem] not-first:border-t sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)_5rem]",
          )}
        >
          <span className="font-medium [overflow-wrap:anywhere]">{circuit}</span>
          <span className="text-muted [overflow-wrap:anywhere]">{message}</span>
          <span className="font-medium text-tone sm:text-right">{result === "unchanged" ? "so already" : result}</span>
        </li>
      ))}
    </ul>
  );
}
