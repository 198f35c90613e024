import type { Verdict } from "../../breaker/index.ts";
import type { StoredEvent } from "../../stores/store.ts";

type Details = StoredEvent["details"];
type RateVerdict = Extract<Verdict, { readonly rate: number }>;

/** Why a circuit opened: which strategy was met first, and with what figures. */
export function openedSentence(details: Details): string {
  // Events of the first release have no verdict: all that could open a circuit then were failures in a row.
  const verdict = details.verdict as Verdict | undefined;
  switch (verdict?.by) {
    case "failure_rate":
      return withGroups(`${shareOf(verdict.rate)} failed: ${figures(verdict, verdict.failures)}`, details);
    case "slow_call_rate":
      return `${shareOf(verdict.rate)} ${wereSlow(verdict)}: ${figures(verdict, verdict.slow)}`;
    case "adaptive":
      return withGroups(fewSucceeded(verdict), details);
    default:
      return inARow(details);
  }
}

function inARow(details: Details): string {
  const count = Number(details.consecutiveFailures);
  const failures = `${count} ${count === 1 ? "failure" : "failures"} in a row`;
  if (details.from === "half_open") return `${withGroups("a test call failed", details)}; ${failures}`;
  return withGroups(failures, details);
}

// Events of an earlier release do not say from when on a call was slow.
function wereSlow({ slowSeconds }: { readonly slowSeconds?: number }): string {
  return slowSeconds === undefined ? "were slow" : `took ${slowSeconds} s or longer`;
}

function shareOf(rate: number): string {
  if (rate === 1) return "all calls";
  return rate === 0.5 ? "half of the calls" : `${percent(rate)} of the calls`;
}

function figures(verdict: RateVerdict, count: number): string {
  return `${count} ${outOf(verdict)}, limit ${percent(verdict.limit)}`;
}

function fewSucceeded(verdict: RateVerdict): string {
  const successes = verdict.calls - verdict.failures;
  const share = successes === 0 ? "no call" : `only ${percent(verdict.rate)} of the calls`;
  return `${share} succeeded: ${successes} ${outOf(verdict)}, limit ${percent(verdict.limit)}`;
}

function outOf({ calls, windowSeconds }: RateVerdict): string {
  return windowSeconds === null ? `of the last ${calls}` : `of ${calls} in ${windowSeconds} s`;
}

function withGroups(sentence: string, { dossier }: Details): string {
  const { groups } = (dossier ?? {}) as { readonly groups?: readonly { group: string; count: number }[] };
  if (groups === undefined || groups.length === 0) return sentence;
  const counted = groups.map(({ group, count }) => `${count} × ${group}`).join(", ");
  return `${sentence}${sentence.includes(":") ? "; " : ": "}${counted}`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
