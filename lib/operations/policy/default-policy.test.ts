import { describe, expect, it } from "vitest";
import { nodeTypeRequest } from "../../contracts/node-type.ts";
import { putLimits } from "../limits/put-limits.ts";
import { showLimits } from "../limits/show-limits.ts";
import { putNodeType } from "../nodes/put-node-type.ts";
import { showNodeType } from "../nodes/show-node-type.ts";
import { ADMIN, openServices } from "../testing/services.ts";
import { putDefaultPolicy } from "./put-default-policy.ts";
import { showDefaultPolicy } from "./show-default-policy.ts";

const HTTP = { kind: "http", config: { base_url: "http://api.test" } };

describe("the default policy", () => {
  it("is inherited where a node type says nothing, at once and after a restart", async () => {
    const services = await openServices();
    const own = nodeTypeRequest.parse({ ...HTTP, policy: { failure_threshold: 3, retry: { max_retries: 2 } } });
    await putNodeType(services, ADMIN, "api", own);
    await putDefaultPolicy(services, ADMIN, {
      failure_threshold: 9,
      recovery_timeout: 60,
      retry: { max_seconds: 1 },
    });
    const expected = { failure_threshold: 3, recovery_timeout: 60, retry: { max_retries: 2, max_seconds: 1 } };
    expect(showNodeType(services, ADMIN, "api").effective_policy).toMatchObject(expected);
    expect(services.catalogue.get("api")?.circuit.policy).toMatchObject(expected);
    const restarted = await openServices(services.store, services.key);
    expect(showNodeType(restarted, ADMIN, "api").effective_policy).toMatchObject(expected);
    expect(showDefaultPolicy(restarted, ADMIN)).toMatchObject({ revision: 1, updated_by: "token:test" });
  });

  it("goes back to the built-in one where it says nothing", async () => {
    const services = await openServices();
    await putDefaultPolicy(services, ADMIN, { failure_threshold: 9 });
    expect((await putDefaultPolicy(services, ADMIN, {})).policy.failure_threshold).toBe(5);
  });
});

describe("limits", () => {
  it("are refused where a workspace is in a tier that does not exist", async () => {
    const services = await openServices();
    const tiers = { free: { executions_per_minute: 10, concurrent_executions: null } };
    const act = putLimits(services, ADMIN, { tiers, workspaces: { acme: "gold" } });
    await expect(act).rejects.toMatchObject({ errors: [{ field: "workspaces.acme" }] });
    const limits = { tiers, workspaces: { acme: "free" } };
    await putLimits(services, ADMIN, limits);
    const restarted = await openServices(services.store, services.key);
    expect(showLimits(restarted, ADMIN)).toEqual(limits);
  });
});
