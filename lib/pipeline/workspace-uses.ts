import type { Crew } from "./allowance.ts";
import { ConcurrentUse } from "./concurrent-use.ts";
import { MinuteUse } from "./minute-use.ts";
import { NOTHING_TOLD, type OthersTold } from "./share.ts";

/** What a workspace may do; null sets no limit. */
export interface WorkspaceLimits {
  readonly executions_per_minute: number | null;
  readonly concurrent_executions: number | null;
}

/** The limits of a workspace's tier as they are now; null where it is in none. Asked anew for every execution. */
export type LimitsOf = (workspace: string) => WorkspaceLimits | null;

/** What a process tells of a workspace: need and claim of its executions per minute, and of those at a time. */
export type ToldUse = readonly [
  workspace: string,
  minuteNeed: number,
  minuteClaim: number,
  concurrentNeed: number,
  concurrentClaim: number,
];

/** Workspaces that a process tells of at the most, those that need most; of the others it takes its fair share. */
export const MOST_WORKSPACES = 200;

const ALONE: Crew = { size: 1, rank: 0 };

/** What the others told of a workspace. */
interface Told {
  readonly minute: OthersTold;
  readonly concurrent: OthersTold;
}

/** What a workspace uses of its limits in this process. */
export interface WorkspaceUse {
  readonly minute: MinuteUse;
  readonly concurrent: ConcurrentUse;
}

export interface WorkspaceUsesOptions {
  /** Milliseconds since the epoch, by the store's clock where it is shared. */
  now(): number;
  readonly isShared: boolean;
}

/**
 * What the workspaces use of their limits in this process, and its shares where others divide the limits with it (see
 * `allowance.ts`). Until the others were read for the first time it is alone, and its shares are the limits.
 */
export class WorkspaceUses {
  readonly now: () => number;
  readonly #isShared: boolean;
  readonly #crew = { ...ALONE };
  readonly #uses = new Map<string, WorkspaceUse>();
  #othersTold: ReadonlyMap<string, Told> = new Map();
  /** What was announced and may not be stored yet. */
  #announced: readonly ToldUse[] | null = null;

  constructor({ now, isShared }: WorkspaceUsesOptions) {
    this.now = now;
    this.#isShared = isShared;
  }

  of(workspace: string): WorkspaceUse {
    return this.#uses.get(workspace) ?? this.#begin(workspace);
  }

  /** What to tell the others: the same again until they were read after it. */
  announce(limitsOf: LimitsOf): readonly ToldUse[] {
    this.#announced ??= this.#announceAnew(limitsOf);
    return this.#announced;
  }

  /** What was announced is stored, and these are the others, read after that. */
  hear(crew: Crew, others: Iterable<readonly ToldUse[]>): void {
    this.#crew.size = crew.size;
    this.#crew.rank = crew.rank;
    this.#othersTold = gather(others);
    for (const [workspace, { minute, concurrent }] of this.#uses) {
      const told = this.#othersTold.get(workspace);
      minute.share.hear(told?.minute ?? NOTHING_TOLD);
      concurrent.share.hear(told?.concurrent ?? NOTHING_TOLD);
    }
    this.#announced = null;
  }

  #begin(workspace: string): WorkspaceUse {
    const use = { minute: new MinuteUse(this.#crew, this.#isShared), concurrent: new ConcurrentUse(this.#crew) };
    const told = this.#othersTold.get(workspace);
    if (told !== undefined) {
      use.minute.share.hear(told.minute);
      use.concurrent.share.hear(told.concurrent);
    }
    this.#uses.set(workspace, use);
    return use;
  }

  #announceAnew(limitsOf: LimitsOf): readonly ToldUse[] {
    const told: ToldUse[] = [];
    for (const [workspace, use] of this.#uses) {
      const each = tell(workspace, use, limitsOf(workspace), this.now());
      if (each.some((figure) => typeof figure === "number" && figure > 0)) told.push(each);
      // Nothing was used in this minute, and nobody asked of late.
      else if (use.concurrent.running === 0) this.#uses.delete(workspace);
    }
    told.sort((a, b) => b[1] + b[3] - a[1] - a[3]);
    for (const [workspace] of told.splice(MOST_WORKSPACES)) {
      const { minute, concurrent } = this.of(workspace);
      minute.share.withdraw();
      concurrent.share.withdraw();
    }
    return told;
  }
}

function tell(workspace: string, use: WorkspaceUse, limits: WorkspaceLimits | null, now: number): ToldUse {
  const { executions_per_minute: aMinute = null, concurrent_executions: atATime = null } = limits ?? {};
  const minute = aMinute === null ? use.minute.share.withdraw() : use.minute.announce(aMinute, now);
  const concurrent = atATime === null ? use.concurrent.share.withdraw() : use.concurrent.announce(atATime);
  return [workspace, ...minute, ...concurrent];
}

/** By workspace. */
function gather(others: Iterable<readonly ToldUse[]>): ReadonlyMap<string, Told> {
  const gathered = new Map<string, { minute: Sum; concurrent: Sum }>();
  for (const told of others) {
    for (const [workspace, minuteNeed, minuteClaim, concurrentNeed, concurrentClaim] of told) {
      const sums = gathered.get(workspace) ?? { minute: new Sum(), concurrent: new Sum() };
      sums.minute.add(minuteNeed, minuteClaim);
      sums.concurrent.add(concurrentNeed, concurrentClaim);
      gathered.set(workspace, sums);
    }
  }
  return gathered;
}

class Sum implements OthersTold {
  readonly needs: number[] = [];
  claim = 0;

  add(need: number, claim: number): void {
    this.needs.push(need);
    this.claim += claim;
  }
}
