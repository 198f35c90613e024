import { describe, expect, it } from "vitest";
import { nodeTypeRequest } from "../../contracts/node-type.ts";
import { listEvents } from "../events/list-events.ts";
import { putLimits } from "../limits/put-limits.ts";
import { showLimits } from "../limits/show-limits.ts";
import { putNodeType } from "../nodes/put-node-type.ts";
import { showNodeType } from "../nodes/show-node-type.ts";
import { ADMIN, openServices } from "../testing/services.ts";
import { listDefaultPolicyRevisions } from "./list-default-policy-revisions.ts";
import { putDefaultPolicy } from "./put-default-policy.ts";
import { rollBackDefaultPolicy } from "./roll-back-default-policy.ts";
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

describe("the default policy's revisions", () => {
  it("are listed with what each changed, newest first, after a restart too", async () => {
    const services = await openServices();
    await putDefaultPolicy(services, ADMIN, { failure_threshold: 9, retry: { max_retries: 1 } });
    services.clock.time += 1000;
    await putDefaultPolicy(services, ADMIN, { failure_threshold: 7 });
    const restarted = await openServices(services.store, services.key);
    expect(listDefaultPolicyRevisions(restarted, ADMIN)).toEqual({
      count: 2,
      revisions: [
        {
          revision: 2,
          at: "2026-01-01T00:00:01.000Z",
          actor: "token:test",
          reason: null,
          act: "edited",
          rolled_back_to: null,
          policy: { failure_threshold: 7 },
          changes: [
            { field: "policy.failure_threshold", before: 9, after: 7 },
            { field: "policy.retry.max_retries", before: 1 },
          ],
        },
        expect.objectContaining({ revision: 1, policy: { failure_threshold: 9, retry: { max_retries: 1 } } }),
      ],
    });
  });

  it("can be rolled back to, and to the built-in policy before the first of them", async () => {
    const services = await openServices();
    const api = nodeTypeRequest.parse(HTTP);
    await putNodeType(services, ADMIN, "api", api);
    await putDefaultPolicy(services, ADMIN, { failure_threshold: 9 });
    await putDefaultPolicy(services, ADMIN, { failure_threshold: 1 });
    const back = await rollBackDefaultPolicy(services, ADMIN, { revision: 1, reason: "too strict" });
    expect(back).toMatchObject({ changed: true, revision: 3, policy: { failure_threshold: 9 } });
    expect(services.catalogue.get("api")?.circuit.policy.failure_threshold).toBe(9);
    expect(await rollBackDefaultPolicy(services, ADMIN, { revision: 1 })).toMatchObject({
      changed: false,
      revision: 3,
    });
    await rollBackDefaultPolicy(services, ADMIN, { revision: 0 });
    expect(services.catalogue.get("api")?.circuit.policy.failure_threshold).toBe(5);
    const { revisions } = listDefaultPolicyRevisions(services, ADMIN);
    expect(revisions.map(({ act, rolled_back_to }) => [act, rolled_back_to])).toEqual([
      ["rolled_back", 0],
      ["rolled_back", 1],
      ["edited", null],
      ["edited", null],
    ]);
    const { events } = await listEvents(services, ADMIN, { limit: 2 });
    expect(events[1]).toMatchObject({
      kind: "policy_rolled_back",
      circuit: null,
      reason: "too strict",
      summary: "the default policy was rolled back to revision 1, revision 3: policy.failure_threshold",
    });
  });

  it("guard an edit and a rollback against another edit since", async () => {
    const services = await openServices();
    await putDefaultPolicy(services, ADMIN, { failure_threshold: 9 }, { expected_revision: 0 });
    const moved = { code: "revision_moved" };
    await expect(putDefaultPolicy(services, ADMIN, {}, { expected_revision: 0 })).rejects.toMatchObject(moved);
    const rollback = rollBackDefaultPolicy(services, ADMIN, { revision: 0, expected_revision: 0 });
    await expect(rollback).rejects.toMatchObject(moved);
    expect(showDefaultPolicy(services, ADMIN)).toMatchObject({ revision: 1, policy: { failure_threshold: 9 } });
  });

  it("begin with the policy that a release without revisions has stored", async () => {
    const { store } = await openServices();
    const value = { value: { failure_threshold: 4 }, revision: 3, updatedAt: 1000, updatedBy: "user:ada@panel.test" };
    await store.swap({
      collection: "settings",
      id: "default_policy",
      expected: null,
      next: value,
      events: [],
      writeId: "w",
    });
    const services = await openServices(store);
    await putDefaultPolicy(services, ADMIN, { failure_threshold: 1 });
    const back = await rollBackDefaultPolicy(services, ADMIN, { revision: 3 });
    expect(back).toMatchObject({ revision: 5, policy: { failure_threshold: 4 } });
    expect(listDefaultPolicyRevisions(services, ADMIN).revisions.at(-1)).toMatchObject({
      revision: 3,
      actor: "user:ada@panel.test",
      changes: [],
    });
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
    expect(showLimits(restarted, ADMIN)).toEqual({ ...limits, revision: 1 });
  });

  it("can be put back as they were read, unless somebody has edited them since", async () => {
    const services = await openServices();
    const read = showLimits(services, ADMIN);
    expect((await putLimits(services, ADMIN, read)).revision).toBe(1);
    await expect(putLimits(services, ADMIN, read)).rejects.toMatchObject({ code: "revision_moved" });
    const plain = { tiers: {}, workspaces: {} };
    const late = putLimits(services, ADMIN, plain, { expected_revision: 0 });
    await expect(late).rejects.toMatchObject({ code: "revision_moved" });
    await putLimits(services, ADMIN, plain, { expected_revision: 1 });
    expect(showLimits(services, ADMIN)).toEqual({ ...plain, revision: 2 });
  });
});
