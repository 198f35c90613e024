/** How often what happened: a history in which nothing goes wrong shows nothing. */
export class Tally {
  steps = 0;
  calls = 0;
  rejected = 0;
  acts = 0;
  writes = 0;
  conflicts = 0;
  requestsLost = 0;
  repliesLost = 0;
  repeated = 0;
  forks = 0;
  merges = 0;
  resyncs = 0;
  crashes = 0;

  add(other: Tally): void {
    for (const name of Object.keys(other) as (keyof Omit<Tally, "add" | "toString">)[]) this[name] += other[name];
  }

  toString(): string {
    return Object.entries(this)
      .map(([name, count]) => `${count} ${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`)
      .join(", ");
  }
}
