import { ApiClient } from "../support/api-client.ts";
import { expect, test } from "../support/fixtures.ts";
import { TestPanel } from "../support/panel.ts";
import { status } from "../support/upstream.ts";

test("what was answered survives a kill -9: an open circuit, a reset, an override, an edit", async ({ upstream }) => {
  const panel = await TestPanel.start();
  try {
    const api = new ApiClient(panel.url, await panel.token());
    upstream.answer("/crash", status(500));
    for (const name of ["opened", "reset", "held", "edited"]) {
      await api.register(name, `${upstream.url}/crash`, { policy: { failure_threshold: 2 } });
    }
    for (const name of ["opened", "reset"]) {
      await api.execute(name);
      await api.execute(name);
    }
    const before = await api.circuit("opened");
    expect(before.state).toBe("open");
    await api.send("POST", "/api/circuit-breaker/reset/reset", { reason: "service is back" });
    await api.send("PUT", "/api/circuit-breaker/override/held", { mode: "forced_open", reason: "migration" });
    await api.register("edited", `${upstream.url}/crash`, { policy: { failure_threshold: 7 } });
    await panel.down("SIGKILL");
    await panel.up();

    const after = await api.circuit("opened");
    expect(after).toMatchObject({ state: "open", recovery_at: before.recovery_at, generation: before.generation });
    expect(await api.circuit("reset")).toMatchObject({ state: "closed", last_error: null });
    expect((await api.circuit("held")).override).toMatchObject({ mode: "forced_open", reason: "migration" });
    expect(await api.circuit("edited")).toMatchObject({ threshold: 7 });
    const { body } = await api.send<{ events: { kind: string; actor: string }[] }>(
      "GET",
      "/api/circuit-breaker/events?circuit=reset&limit=2",
    );
    expect(body.events.map(({ kind }) => kind)).toEqual(["reset", "opened"]);
  } finally {
    await panel.close();
  }
});
