import type { NodeTypeRequest } from "../lib/contracts/node-type.ts";
import type { PolicyPatch } from "../lib/contracts/policy.ts";
import { DEPENDENCIES, type Dependency } from "./schedule.ts";
import { pathOf } from "./upstream.ts";

interface About {
  readonly title: string;
  readonly owner: string;
  readonly tags: readonly string[];
  /** What differs from the demo's own defaults. */
  readonly policy?: PolicyPatch;
  /** A key that the dependency is called with. */
  readonly apiKey?: string;
}

/** Waits are short, so that a circuit opens and closes while somebody watches. */
const DEMO_POLICY: PolicyPatch = { recovery_timeout: 15, half_open_max_calls: 2, timeout_seconds: 3 };

const ABOUT: Record<Dependency, About> = {
  "search.query": { title: "Product search", owner: "team-find", tags: ["storefront"] },
  "catalog.products": { title: "Product catalogue", owner: "team-find", tags: ["storefront"] },
  "sessions.verify": { title: "Session check", owner: "platform", tags: ["critical"] },
  "fx.rates": {
    title: "Exchange rates",
    owner: "team-payments",
    tags: ["external"],
    policy: { cache_ttl_seconds: 5 },
  },
  "inventory.reserve": { title: "Stock reservation", owner: "team-stock", tags: ["checkout"] },
  "payments.charge": {
    title: "Card payments",
    owner: "team-payments",
    tags: ["checkout", "critical"],
    policy: { timeout_seconds: 8 },
  },
  "llm.completions-acme": {
    title: "Completions for the tenant acme",
    owner: "team-ai",
    tags: ["external", "acme"],
    policy: { failure_threshold: 3, recovery_timeout: 20 },
    apiKey: "sk-demo-acme-51d0c2f7",
  },
  "llm.completions-globex": {
    title: "Completions for the tenant globex",
    owner: "team-ai",
    tags: ["external", "globex"],
    apiKey: "sk-demo-globex-9a83e4b6",
  },
  "smtp.relay": {
    title: "Outgoing mail",
    owner: "platform",
    tags: ["external"],
    policy: { failure_threshold: 3, timeout_seconds: 4, recovery_timeout: 12 },
  },
  "geo.lookup": {
    title: "Addresses to places",
    owner: "team-find",
    tags: ["external"],
    policy: { recovery_timeout: 12 },
  },
};

/** What registers the dependencies that `origin` serves, by name. */
export function nodeTypes(origin: string): readonly (readonly [Dependency, NodeTypeRequest])[] {
  return DEPENDENCIES.map((dependency) => [dependency, nodeType(dependency, origin)]);
}

/** The policy that a dependency's circuit is judged by, as far as the demo sets it. */
export function policyOf(dependency: Dependency): PolicyPatch {
  return { ...DEMO_POLICY, ...ABOUT[dependency].policy };
}

function nodeType(dependency: Dependency, origin: string): NodeTypeRequest {
  const { title, owner, tags, apiKey } = ABOUT[dependency];
  const headers = apiKey === undefined ? {} : { headers: { authorization: "Bearer {{api_key}}" } };
  return {
    kind: "http",
    title,
    owner,
    runbook_url: `https://runbooks.example.com/${dependency}`,
    tags: [...tags],
    config: { base_url: origin, method: "POST", path: pathOf(dependency), ...headers },
    secrets: apiKey === undefined ? {} : { api_key: apiKey },
    policy: policyOf(dependency),
  };
}
