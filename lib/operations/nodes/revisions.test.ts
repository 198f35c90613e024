import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KEPT_REVISIONS } from "../../catalogue/revision.ts";
import { nodeTypeRequest } from "../../contracts/node-type.ts";
import { rollbackRequest } from "../../contracts/revision.ts";
import { type FilePlace, newFilePlace } from "../../stores/sqlite/testing/place.ts";
import { showCircuit } from "../circuits/show-circuit.ts";
import { listEvents } from "../events/list-events.ts";
import { ADMIN, callerWith, failTimes, openServices, type TestServices } from "../testing/services.ts";
import { deleteNodeType } from "./delete-node-type.ts";
import { listNodeTypeRevisions } from "./list-node-type-revisions.ts";
import { putNodeType } from "./put-node-type.ts";
import { rollBackNodeType } from "./roll-back-node-type.ts";
import { showNodeType } from "./show-node-type.ts";

const HTTP = { kind: "http", config: { base_url: "http://api.test" } };
const KEYED = { base_url: "http://api.test", headers: { authorization: "Bearer {{api_key}}" } };
const READER = callerWith("read");

let place: FilePlace;
let services: TestServices;
beforeEach(async () => {
  place = newFilePlace();
  services = await openServices(place.open());
});
afterEach(() => place.remove());

const put = (request: object = {}) =>
  putNodeType(services, ADMIN, "api", nodeTypeRequest.parse({ ...HTTP, ...request }));
const rollBack = (request: object) => rollBackNodeType(services, ADMIN, "api", rollbackRequest.parse(request));
const revisions = () => listNodeTypeRevisions(services, READER, "api").revisions;
const changes = () => revisions()[0]?.changes;
const restart = async () => {
  services = await openServices(place.open(), services.key);
};

describe("an edit of a node type", () => {
  it("is kept with who, when, why, what it changed, and the policy from then on", async () => {
    await put();
    services.clock.time += 60_000;
    await put({ title: "API", policy: { failure_threshold: 7, retry: { max_retries: 2 } }, reason: "it is flaky" });
    await restart();
    expect(revisions()).toMatchObject([
      {
        revision: 2,
        at: "2026-01-01T00:01:00.000Z",
        actor: "token:test",
        reason: "it is flaky",
        act: "edited",
        rolled_back_to: null,
        policy: { failure_threshold: 7, retry: { max_retries: 2 } },
      },
      { revision: 1, at: "2026-01-01T00:00:00.000Z", reason: null, act: "created", policy: {} },
    ]);
    expect(changes()).toEqual([
      { field: "title", after: "API" },
      { field: "policy.failure_threshold", after: 7 },
      { field: "policy.retry.max_retries", after: 2 },
    ]);
  });

  it("tells what was before, and what is inherited again", async () => {
    const { config } = HTTP;
    await put({
      title: "API",
      config: { ...config, path: "/v1", query: { page: "1" } },
      policy: { failure_threshold: 7, retry: { max_retries: 2, max_seconds: 1 } },
    });
    await put({ config: { ...config, path: "/v2" }, policy: { failure_threshold: 8, retry: { max_seconds: 1 } } });
    expect(changes()).toEqual([
      { field: "title", before: "API" },
      { field: "config.path", before: "/v1", after: "/v2" },
      { field: "config.query.page", before: "1" },
      { field: "policy.failure_threshold", before: 7, after: 8 },
      { field: "policy.retry.max_retries", before: 2 },
    ]);
  });

  it("tells of secrets their names alone, and whether they were set, changed or removed", async () => {
    await put();
    await put({ config: KEYED, secrets: { api_key: "first-s3cr3t" } });
    expect(changes()).toEqual([
      { field: "config.headers.authorization", after: "Bearer {{api_key}}" },
      { field: "secrets.api_key", after: "set" },
    ]);
    await put({ config: KEYED, secrets: { api_key: "second-s3cr3t" } });
    expect(changes()).toEqual([{ field: "secrets.api_key", before: "set", after: "changed" }]);
    await put({ config: KEYED });
    expect(changes()).toEqual([{ field: "secrets.api_key", before: "set", after: "changed" }]);
    await put();
    expect(changes()).toContainEqual({ field: "secrets.api_key", before: "set", after: "removed" });
    const { events } = await listEvents(services, ADMIN, { limit: 100 });
    const stored = await services.store.load("node_types");
    expect(JSON.stringify([revisions(), events, stored])).not.toMatch(/s3cr3t/);
    expect(JSON.stringify([revisions(), events, stored])).not.toContain("ref:");
  });

  it("does not keep a key that somebody had put into a header as it is", async () => {
    const { base_url } = HTTP.config;
    await put({ config: { base_url, headers: { "x-api-key": "plain-s3cr3t", accept: "Bearer abc-s3cr3t" } } });
    await put();
    expect(changes()).toEqual([
      { field: "config.headers.x-api-key", before: "[redacted]" },
      { field: "config.headers.accept", before: "Bearer [redacted]" },
    ]);
    const { events } = await listEvents(services, ADMIN, { limit: 100 });
    expect(JSON.stringify([revisions(), events])).not.toContain("s3cr3t");
  });

  it("stands with its changes in its event", async () => {
    await put({ policy: { failure_threshold: 7 } });
    await put({ policy: { failure_threshold: 8, fallback: { userId: 1, at: 5 } }, reason: "why not" });
    const { events } = await listEvents(services, ADMIN, { limit: 1 });
    expect(events[0]).toMatchObject({
      kind: "node_type_changed",
      reason: "why not",
      details: {
        revision: 2,
        fields: ["policy.failure_threshold", "policy.fallback.userId", "policy.fallback.at"],
        changes: [
          { field: "policy.failure_threshold", before: 7, after: 8 },
          { field: "policy.fallback.userId", after: 1 },
          { field: "policy.fallback.at", after: 5 },
        ],
      },
    });
  });

  it("that changes nothing makes no revision and no event", async () => {
    await put({ title: "API" });
    const { length } = (await listEvents(services, ADMIN, { limit: 100 })).events;
    await put({ title: "API" });
    expect(revisions()).toHaveLength(1);
    expect((await listEvents(services, ADMIN, { limit: 100 })).events).toHaveLength(length);
  });

  it("drops the oldest of more than are kept", async () => {
    for (let edit = 0; edit < KEPT_REVISIONS + 3; edit += 1) await put({ title: `Edit ${edit}` });
    expect(revisions()).toHaveLength(KEPT_REVISIONS);
    expect(revisions().at(-1)?.revision).toBe(4);
    await expect(rollBack({ revision: 3 })).rejects.toMatchObject({
      errors: [{ field: "revision", message: "revision 3 is not kept: 4 is the oldest one" }],
    });
  });
});

describe("the revisions of a node type", () => {
  it("go on after it was deleted and made again, and can be rolled back to", async () => {
    await put({ policy: { failure_threshold: 7 } });
    await deleteNodeType(services, ADMIN, "api", { expected_revision: 1 });
    expect(() => revisions()).toThrow(/no node type/);
    await restart();
    await put();
    expect(revisions().map(({ revision, act }) => [revision, act])).toEqual([
      [2, "created"],
      [1, "created"],
    ]);
    expect(await rollBack({ revision: 1 })).toMatchObject({ revision: 3, policy: { failure_threshold: 7 } });
  });

  it("begin with the policy that a release without revisions has stored", async () => {
    await put({ policy: { failure_threshold: 7 } });
    await put({ policy: { failure_threshold: 8 } });
    await put();
    await deleteNodeType(services, ADMIN, "api");
    await put({ policy: { failure_threshold: 9 } });
    await withoutRevisions();
    expect(revisions()).toMatchObject([
      { revision: 4, at: "2026-01-01T00:00:00.000Z", actor: "token:test", act: "edited", changes: [] },
    ]);
    await put();
    expect(await rollBack({ revision: 4 })).toMatchObject({ revision: 6, policy: { failure_threshold: 9 } });
    await deleteNodeType(services, ADMIN, "api");
    await withoutRevisions();
    expect((await put()).revision).toBe(7);
  });

  it("are not moved by a delete that expected another one", async () => {
    await put();
    const late = deleteNodeType(services, ADMIN, "api", { expected_revision: 0 });
    await expect(late).rejects.toMatchObject({ code: "revision_moved" });
    expect(showNodeType(services, ADMIN, "api").revision).toBe(1);
  });

  /** Restarts on what a release that kept no revisions would have stored. */
  async function withoutRevisions(): Promise<void> {
    const [stored] = await services.store.load("node_types");
    if (stored === undefined) throw new Error("nothing is stored");
    const next = JSON.parse(JSON.stringify(stored.value, (name, value) => (name === "revisions" ? undefined : value)));
    const { id, version: expected } = stored;
    await services.store.swap({ collection: "node_types", id, expected, next, events: [], writeId: `old ${next}` });
    await restart();
  }
});

describe("rolling back", () => {
  it("puts a former policy in force as a new revision; config and secrets stay, the circuit keeps its counts", async () => {
    await put({ config: KEYED, secrets: { api_key: "s3cr3t" }, policy: { failure_threshold: 9 } });
    await put({
      title: "API",
      config: { ...KEYED, path: "/v2" },
      policy: { failure_threshold: 5, timeout_seconds: 1 },
    });
    await failTimes(services, "api", 4);
    const { generation } = showCircuit(services, ADMIN, "api");
    const reply = await rollBack({ revision: 1, reason: "calls time out", expected_revision: 2 });
    expect(reply).toMatchObject({
      changed: true,
      revision: 3,
      title: "API",
      config: { path: "/v2" },
      secrets: ["api_key"],
      policy: { failure_threshold: 9 },
    });
    expect(revisions()[0]).toMatchObject({
      act: "rolled_back",
      rolled_back_to: 1,
      reason: "calls time out",
      changes: [
        { field: "policy.failure_threshold", before: 5, after: 9 },
        { field: "policy.timeout_seconds", before: 1 },
      ],
    });
    expect(showCircuit(services, ADMIN, "api")).toMatchObject({ consecutive_failures: 4, threshold: 9, generation });
    await restart();
    expect(showCircuit(services, ADMIN, "api")).toMatchObject({ consecutive_failures: 4, threshold: 9, generation });
  });

  it("leaves an open circuit open", async () => {
    await put({ policy: { failure_threshold: 2 } });
    await put({ policy: { failure_threshold: 1 } });
    await failTimes(services, "api", 1);
    const before = showCircuit(services, ADMIN, "api");
    await rollBack({ revision: 1 });
    expect(showCircuit(services, ADMIN, "api")).toEqual({ ...before, threshold: 2 });
    expect(before.state).toBe("open");
  });

  it("to the policy that is in force changes nothing, and makes no revision and no event", async () => {
    await put({ policy: { retry: { max_retries: 1, max_seconds: 2 } } });
    await put({ title: "API", policy: { retry: { max_seconds: 2, max_retries: 1 } } });
    expect(await rollBack({ revision: 1 })).toMatchObject({ changed: false, revision: 2, title: "API" });
    expect(await rollBack({ revision: 2 })).toMatchObject({ changed: false, revision: 2 });
    expect(revisions()).toHaveLength(2);
    const { events } = await listEvents(services, ADMIN, { kind: "policy_rolled_back", limit: 1 });
    expect(events).toEqual([]);
  });

  it("is told in an event of its own", async () => {
    await put();
    await put({ policy: { failure_threshold: 1 } });
    await rollBack({ revision: 1, reason: "too strict" });
    const { events } = await listEvents(services, ADMIN, { limit: 1 });
    expect(events[0]).toMatchObject({
      kind: "policy_rolled_back",
      circuit: "api",
      actor: "token:test",
      reason: "too strict",
      summary: "rolled back to the policy of revision 1, revision 3: policy.failure_threshold",
      details: { revision: 3, to: 1, changes: [{ field: "policy.failure_threshold", before: 1 }] },
    });
  });

  it("is refused where it has been edited since it was looked at", async () => {
    await put({ policy: { failure_threshold: 9 } });
    await put();
    const late = rollBack({ revision: 1, expected_revision: 1 });
    await expect(late).rejects.toMatchObject({ code: "revision_moved", message: /revision 2/ });
    expect(showNodeType(services, ADMIN, "api")).toMatchObject({ revision: 2, policy: {} });
  });

  it.each([0, 3, 99])("to revision %i, which there never was, names the field", async (revision) => {
    await put();
    await put();
    await expect(rollBack({ revision })).rejects.toMatchObject({
      code: "invalid_request",
      errors: [{ field: "revision" }],
    });
  });

  it("needs the scope admin, and reading the revisions the scope read", async () => {
    await put();
    const forbidden = { code: "forbidden" };
    const act = rollBackNodeType(services, READER, "api", { revision: 1 });
    await expect(act).rejects.toMatchObject(forbidden);
    expect(() => listNodeTypeRevisions(services, callerWith("admin"), "api")).toThrow(/read/);
  });
});
