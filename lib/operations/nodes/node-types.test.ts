import { describe, expect, it } from "vitest";
import { nodeTypeRequest } from "../../contracts/node-type.ts";
import { showCircuit } from "../circuits/show-circuit.ts";
import { OperationError } from "../errors.ts";
import { listEvents } from "../events/list-events.ts";
import { ADMIN, callerWith, failTimes, openServices, type TestServices } from "../testing/services.ts";
import { deleteNodeType } from "./delete-node-type.ts";
import { listNodeTypes } from "./list-node-types.ts";
import { putNodeType } from "./put-node-type.ts";
import { showNodeType } from "./show-node-type.ts";

const KEYED = { base_url: "http://api.test", headers: { authorization: "Bearer {{api_key}}" } };

function put(services: TestServices, name: string, request: object = {}) {
  const whole = nodeTypeRequest.parse({ kind: "http", config: { base_url: "http://api.test" }, ...request });
  return putNodeType(services, ADMIN, name, whole);
}

async function refusalOf(work: Promise<unknown>): Promise<OperationError> {
  const error = await work.catch((thrown: unknown) => thrown);
  if (error instanceof OperationError) return error;
  throw new Error(`not refused: ${JSON.stringify(error)}`);
}

describe("putting a node type", () => {
  it("registers it with its circuit, closed, at revision 1", async () => {
    const services = await openServices();
    expect(await put(services, "api", { title: "API", tags: ["a"] })).toMatchObject({ revision: 1, title: "API" });
    expect(showCircuit(services, ADMIN, "api")).toMatchObject({
      state: "closed",
      threshold: 5,
      consecutive_failures: 0,
    });
  });

  it("again keeps the circuit's state and counts, and enforces the new policy", async () => {
    const services = await openServices();
    await put(services, "api");
    await failTimes(services, "api", 4);
    await put(services, "api", { policy: { failure_threshold: 10 } });
    expect(showCircuit(services, ADMIN, "api")).toMatchObject({ consecutive_failures: 4, threshold: 10 });
    await failTimes(services, "api", 5);
    expect(showCircuit(services, ADMIN, "api").state).toBe("closed");
    await failTimes(services, "api", 1);
    expect(showCircuit(services, ADMIN, "api").state).toBe("open");
  });

  it("names the field of the config that is wrong, and changes nothing", async () => {
    const services = await openServices();
    const refusal = await refusalOf(put(services, "api", { config: { base_url: "ftp://api.test", speed: 1 } }));
    expect(refusal.code).toBe("invalid_request");
    expect(refusal.errors.map(({ field }) => field).sort()).toEqual(["config.base_url", "config.speed"]);
    expect(listNodeTypes(services, ADMIN).count).toBe(0);
  });

  it("is refused where it has been edited since it was seen", async () => {
    const services = await openServices();
    await put(services, "api", { expected_revision: 0 });
    await put(services, "api", { expected_revision: 1, title: "API" });
    expect((await refusalOf(put(services, "api", { expected_revision: 1 }))).code).toBe("revision_moved");
    expect(showNodeType(services, ADMIN, "api").revision).toBe(2);
  });

  it("says in its event what changed", async () => {
    const services = await openServices();
    await put(services, "api");
    await put(services, "api", { title: "API", policy: { failure_threshold: 7 } });
    const { events } = await listEvents(services, ADMIN, { limit: 10 });
    expect(events[0]).toMatchObject({ kind: "node_type_changed", actor: "token:test", circuit: "api" });
    expect(events[0]?.summary).toBe("edited, revision 2: title, policy.failure_threshold");
  });

  it("needs the scope admin", async () => {
    const services = await openServices();
    const request = nodeTypeRequest.parse({ kind: "http", config: { base_url: "http://api.test" } });
    const refusal = await refusalOf(putNodeType(services, callerWith("read", "execute"), "api", request));
    expect(refusal.code).toBe("forbidden");
  });
});

describe("secrets", () => {
  it("are shown by name alone, and stored sealed", async () => {
    const services = await openServices();
    const shown = await put(services, "api", { config: KEYED, secrets: { api_key: "s3cr3t-value" } });
    expect(shown.secrets).toEqual(["api_key"]);
    const [stored] = await services.store.load("node_types");
    expect(JSON.stringify([shown, stored])).not.toContain("s3cr3t-value");
  });

  it("are kept where they are left out, and needed where the config uses them", async () => {
    const services = await openServices();
    const missing = await refusalOf(put(services, "api", { config: KEYED }));
    expect(missing.errors).toMatchObject([{ field: "secrets.api_key" }]);
    await put(services, "api", { config: KEYED, secrets: { api_key: "s3cr3t-value" } });
    expect((await put(services, "api", { config: { ...KEYED, path: "/v2" } })).secrets).toEqual(["api_key"]);
    const removed = await refusalOf(put(services, "api", { config: KEYED, secrets: { api_key: null } }));
    expect(removed.errors).toMatchObject([{ field: "secrets.api_key" }]);
    expect((await put(services, "api")).secrets).toEqual([]);
  });

  it("are asked for again where the origin that they go to changes", async () => {
    const services = await openServices();
    await put(services, "api", { config: KEYED, secrets: { api_key: "s3cr3t-value" } });
    const refusal = await refusalOf(put(services, "api", { config: { ...KEYED, base_url: "http://evil.test" } }));
    expect(refusal.errors).toMatchObject([{ field: "secrets.api_key", message: /given again/ }]);
  });

  it("that cannot be opened keep one node type from running, and no other", async () => {
    const services = await openServices();
    await put(services, "keyed", { config: KEYED, secrets: { api_key: "s3cr3t-value" } });
    await put(services, "plain");
    const reopened = await openServices(services.store);
    expect(reopened.catalogue.all().map(({ name }) => name)).toEqual(["keyed", "plain"]);
    const result = await reopened.catalogue.get("keyed")?.node.run({}, new AbortController().signal);
    expect(result).toMatchObject({ ok: false, verdict: "ignored", message: /cannot run/ });
  });
});

describe("deleting a node type", () => {
  it("takes its circuit along, and keeps its history", async () => {
    const services = await openServices();
    await put(services, "api");
    await deleteNodeType(services, ADMIN, "api");
    expect(() => showCircuit(services, ADMIN, "api")).toThrow(OperationError);
    const { events } = await listEvents(services, ADMIN, { limit: 10 });
    expect(events.map(({ kind }) => kind)).toEqual(["node_type_deleted", "node_type_created"]);
  });

  it("and making it again starts closed, and goes on with generation and revision, after a restart too", async () => {
    const services = await openServices();
    await put(services, "api", { policy: { failure_threshold: 2 } });
    await failTimes(services, "api", 2);
    const { generation } = showCircuit(services, ADMIN, "api");
    await deleteNodeType(services, ADMIN, "api");
    const restarted = await openServices(services.store, services.key);
    expect(restarted.catalogue.all()).toEqual([]);
    expect((await put(restarted, "api")).revision).toBe(2);
    expect(showCircuit(restarted, ADMIN, "api")).toMatchObject({ state: "closed", generation: generation + 1 });
    const again = await openServices(services.store, services.key);
    expect(showCircuit(again, ADMIN, "api")).toMatchObject({ state: "closed", generation: generation + 1 });
  });
});
