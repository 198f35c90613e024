import { expect, it } from "vitest";
import type { Connection } from "./connection.ts";
import { LateError, translateError } from "./errors.ts";
import { inspect } from "./health.ts";

it("a server whose settings were not told in time is not taken for one that is set up well", async () => {
  const late = translateError("127.0.0.1:6379", new LateError(1_000), false, undefined);
  const connection: Pick<Connection, "send"> = {
    send: async ([command]) => {
      if (command === "CONFIG") throw late;
      return ["server", "redis", "version", "7.0.15", "role", "master"];
    },
  };
  await expect(inspect(connection)).rejects.toBe(late);
});
