import type { PolicyPatch } from "../../lib/breaker/index.ts";
import { callerCircuitId } from "../../lib/registry/circuit-id.ts";
import { chance, pick } from "./chance.ts";

/** What a circuit has come to by now. */
export type Fate = "open" | "half_open" | "held" | "ramping" | "failing" | "closed";

export interface SeededType {
  readonly name: string;
  readonly title: string;
  readonly owner: string;
  readonly runbookUrl: string | null;
  readonly tags: readonly string[];
  readonly policy: PolicyPatch & { readonly recovery_timeout: number };
}

export interface SeededCircuit {
  readonly id: string;
  readonly type: SeededType;
  readonly fate: Fate;
  readonly index: number;
}

const SERVICES = ["orders", "payments", "crm", "search", "mail", "billing", "stock", "geo", "llm", "media"] as const;
const DUTIES = ["charge", "lookup", "sync", "reserve", "export", "notify", "verify", "quote", "render", "archive"];
const PLACES = ["", "-eu", "-us", "-ap", "-sa", "-af", "-me", "-uk"];
const TEAMS = ["team-payments", "team-growth", "team-stock", "platform", "team-ai", "team-mail"] as const;
const TAGS = ["critical", "checkout", "batch", "third-party", "internal", "pci", "best-effort"] as const;
const WAITS = [900, 3600, 21_600] as const;

/** Of a house's circuits so many are node types' own, the others callers'; each so many-th type has callers. */
const SHARE_OF_TYPES = 0.6;
const SCOPED_EVERY = 10;
/** Of so many circuits one is half-open, and so on. */
const RARITY = { half_open: 1000, held: 2000, ramping: 2500 };
const FAILING_EVERY = 40;

/**
 * The circuits of a house: node types' own, and those of callers of some of them.
 * @param open how many are open
 */
export function house(count: number, open: number): SeededCircuit[] {
  const types = Math.max(1, Math.round(count * SHARE_OF_TYPES));
  const fates = fatesOf(count, open);
  const own = Array.from({ length: types }, (_, index) => seededType(index, fates(index)));
  const scoped = own.filter(({ policy }) => policy.scope !== undefined);
  return Array.from({ length: count }, (_, index) => {
    const fate = fates(index);
    const type = own[index];
    if (type !== undefined) return { id: type.name, type, fate, index };
    // Some have many callers, most a few.
    const host = scoped[Math.floor(chance(index, "host") ** 2 * scoped.length)]!;
    const workspace = `acct-${String(index - types).padStart(4, "0")}`;
    const credential = host.policy.scope === "credential" ? `key-${(index % 9) + 1}` : null;
    return { id: callerCircuitId(host.name, { workspace, credential }), type: host, fate, index };
  });
}

/** Spreads what is rare over the whole, the same each time. */
function fatesOf(count: number, open: number): (index: number) => Fate {
  const places = Array.from({ length: count }, (_, index) => index);
  places.sort((a, b) => chance(a, "fate") - chance(b, "fate"));
  const fates = new Map<number, Fate>();
  const take = (fate: Fate, many: number) => {
    for (const place of places.splice(0, many)) fates.set(place, fate);
  };
  take("open", Math.min(open, count));
  for (const [fate, rarity] of Object.entries(RARITY)) take(fate as Fate, Math.ceil(count / rarity));
  take("failing", Math.ceil(count / FAILING_EVERY));
  return (index) => fates.get(index) ?? "closed";
}

function seededType(index: number, fate: Fate): SeededType {
  const service = SERVICES[index % SERVICES.length] ?? "orders";
  const duty = DUTIES[Math.floor(index / 10) % DUTIES.length] ?? "call";
  const place = PLACES[Math.floor(index / 100) % PLACES.length] ?? "";
  const round = Math.floor(index / 800);
  const name = `${service}.${duty}${place}${round === 0 ? "" : `-${round + 1}`}`;
  const isScoped = index % SCOPED_EVERY === 0;
  return {
    name,
    title: `${service[0]?.toUpperCase()}${service.slice(1)}: ${duty}`,
    owner: pick(TEAMS, index, "owner"),
    runbookUrl: chance(index, "runbook") < 0.5 ? `https://runbooks.example/${name}` : null,
    tags: TAGS.filter((tag) => chance(index, tag) < 0.2),
    policy: {
      recovery_timeout: pick(WAITS, index, "wait"),
      ...(isScoped ? { scope: index % 20 === 0 ? "workspace" : "credential" } : {}),
      ...(fate === "ramping" ? { ramp_seconds: 3600 } : {}),
    },
  };
}
