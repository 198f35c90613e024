import { addLatencies, emptyLatencies, type PackedLatencies, packLatencies, slowerCalls } from "./latency-counts.ts";

/** What went through one circuit in one second, as far as it takes to try another policy on it. */
export interface RecordedSecond {
  /** Seconds since the epoch. A call belongs to the second in which it ended. */
  readonly second: number;
  readonly successes: number;
  readonly failures: number;
  /** Executions that said nothing about the dependency. */
  readonly ignored: number;
  /** Executions that the circuit refused. */
  readonly rejected: number;
  /** Failures before the first success; all of them where there is none. */
  readonly lead: number;
  /** Failures after the last success. */
  readonly trail: number;
  /** The longest run of failures. */
  readonly longest: number;
  /** Executions that began before the one that ended before them had ended. */
  readonly together: number;
  /** Executions that began in an earlier second. */
  readonly carried: number;
  /** Calls that took so many milliseconds or longer; null where nobody asked, or the latencies rule it out. */
  readonly slow: { readonly ms: number; readonly calls: number } | null;
  /** Successes and failures by latency bucket. */
  readonly latency: PackedLatencies;
  /** Whether executions may be missing between the second on record before this one and this one. */
  readonly broken: boolean;
}

/** Two parts of one second as one, the earlier first: a run of failures goes on from the one into the other. */
export function joinSeconds(one: RecordedSecond, other: RecordedSecond): RecordedSecond {
  const latency = emptyLatencies();
  addLatencies(latency, one.latency);
  addLatencies(latency, other.latency);
  return {
    second: one.second,
    successes: one.successes + other.successes,
    failures: one.failures + other.failures,
    ignored: one.ignored + other.ignored,
    rejected: one.rejected + other.rejected,
    lead: one.successes === 0 ? one.failures + other.lead : one.lead,
    trail: other.successes === 0 ? one.trail + other.failures : other.trail,
    longest: Math.max(one.longest, other.longest, one.trail + other.lead),
    together: one.together + other.together,
    carried: one.carried + other.carried,
    slow: joinSlow(one, other),
    latency: packLatencies(latency),
    broken: one.broken || other.broken,
  };
}

function joinSlow(one: RecordedSecond, other: RecordedSecond): RecordedSecond["slow"] {
  const ms = one.slow?.ms ?? other.slow?.ms;
  if (ms === undefined) return null;
  const [ofOne, ofOther] = [slowIn(one, ms), slowIn(other, ms)];
  return ofOne === null || ofOther === null ? null : { ms, calls: ofOne + ofOther };
}

/** Null where it was not counted by this limit, and the latencies do not tell. */
function slowIn({ slow, latency }: RecordedSecond, ms: number): number | null {
  if (slow?.ms === ms) return slow.calls;
  const { least, most } = slowerCalls(latency, ms);
  return least === most ? least : null;
}
