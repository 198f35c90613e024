import { afterAll, beforeAll } from "vitest";
import { describeLastingStore, describeStore } from "../contract.ts";
import { newRedisPlace } from "./testing/place.ts";
import { RedisServer } from "./testing/redis-server.ts";

let server: RedisServer;
beforeAll(async () => {
  server = await RedisServer.start();
});
afterAll(() => server.stop());

describeStore("RedisStore", () => newRedisPlace(server));
describeLastingStore("RedisStore", () => newRedisPlace(server));
