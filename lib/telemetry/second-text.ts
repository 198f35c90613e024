import { LATENCY_BUCKETS } from "./latency.ts";
import { NO_LATENCIES, type PackedLatencies } from "./latency-counts.ts";
import { numbersOfText, numbersToText } from "./numbers-text.ts";
import { joinSeconds, type RecordedSecond } from "./recorded-second.ts";

/** What is written of a second; what its bit is not set for is 0, or not known. */
const SUCCESSES = 1;
const FAILURES = 2;
/** The runs of failures: without a success there is only one. */
const RUNS = 4;
const REJECTED = 8;
const IGNORED = 16;
const TOGETHER = 32;
const CARRIED = 64;
const SLOW = 128;
const BROKEN = 256;

/** A second as a dozen characters or so. Those of a minute can be put one after the other. */
export function packSecond(of: RecordedSecond): string {
  const parts: readonly (readonly [bit: number, isSet: boolean, values: readonly number[]])[] = [
    [SUCCESSES, of.successes > 0, [of.successes]],
    [FAILURES, of.failures > 0, [of.failures]],
    [RUNS, of.failures > 0 && of.successes > 0, [of.lead, of.trail, of.longest]],
    [REJECTED, of.rejected > 0, [of.rejected]],
    [IGNORED, of.ignored > 0, [of.ignored]],
    [TOGETHER, of.together > 0, [of.together]],
    [CARRIED, of.carried > 0, [of.carried]],
    [SLOW, of.slow !== null, [of.slow?.ms ?? 0, of.slow?.calls ?? 0]],
    [BROKEN, of.broken, []],
  ];
  const set = parts.filter(([, isSet]) => isSet);
  const bits = set.reduce((sum, [bit]) => sum + bit, 0);
  const values = set.flatMap(([, , each]) => each);
  const latencies = of.successes + of.failures > 0 ? [of.latency.length / 2, ...of.latency] : [];
  return numbersToText([of.second % 60, bits, ...values, ...latencies]);
}

/**
 * The seconds of one minute, as they were packed. One that was packed in parts is whole again.
 * @param minute its start, in milliseconds since the epoch
 */
export function unpackSeconds(minute: number, text: string): RecordedSecond[] {
  const reader = new Reader(numbersOfText(text));
  const seconds: RecordedSecond[] = [];
  while (!reader.isAtEnd) {
    const second = readSecond(minute / 1000, reader);
    const last = seconds.at(-1);
    if (last?.second === second.second) seconds[seconds.length - 1] = joinSeconds(last, second);
    else seconds.push(second);
  }
  return seconds;
}

function readSecond(start: number, reader: Reader): RecordedSecond {
  const second = start + reader.next();
  const bits = reader.next();
  const given = (bit: number) => ((bits & bit) === 0 ? 0 : reader.next());
  const successes = given(SUCCESSES);
  const failures = given(FAILURES);
  const hasRuns = (bits & RUNS) !== 0;
  const [lead, trail, longest] = hasRuns
    ? [reader.next(), reader.next(), reader.next()]
    : [failures, failures, failures];
  return {
    second,
    successes,
    failures,
    lead,
    trail,
    longest,
    rejected: given(REJECTED),
    ignored: given(IGNORED),
    together: given(TOGETHER),
    carried: given(CARRIED),
    slow: (bits & SLOW) === 0 ? null : { ms: reader.next(), calls: reader.next() },
    broken: (bits & BROKEN) !== 0,
    latency: successes + failures > 0 ? readLatencies(reader) : NO_LATENCIES,
  };
}

function readLatencies(reader: Reader): PackedLatencies {
  return Array.from({ length: Math.min(reader.next(), LATENCY_BUCKETS) * 2 }, () => reader.next());
}

class Reader {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#numbers.length;
  }

  next(): number {
    const number = this.#numbers[this.#at] ?? 0;
    this.#at += 1;
    return number;
  }
}
