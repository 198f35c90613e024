/** A service that takes orders, and calls three dependencies for each, every one behind a circuit that it shares. */
import { setTimeout as sleep } from "node:timers/promises";
import { createEngine } from "breaker-panel/engine";

const [instance = "orders-1"] = process.argv.slice(2);
const { REDIS_URL, UPSTREAM_URL = "http://127.0.0.1:8080" } = process.env;

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stopping.abort());

const engine = await createEngine({ instance, namespace: "orders", ...(REDIS_URL ? { redis: REDIS_URL } : {}) });
const policy = { recovery_timeout: 15, half_open_max_calls: 2, timeout_seconds: 3 };

const dependencies = [
  engine.protect("stock", post("/inventory/reserve"), { title: "Stock, for orders", owner: "team-orders", policy }),
  engine.protect("payments", post("/payments/charge"), {
    title: "Card payments, for orders",
    owner: "team-orders",
    policy: { ...policy, timeout_seconds: 8 },
  }),
  engine.protect("mail", post("/smtp/relay"), {
    title: "Confirmations, for orders",
    owner: "team-orders",
    policy: { ...policy, failure_threshold: 3, recovery_timeout: 12 },
  }),
];

console.log(`${instance} takes orders.`);
const orders = new Set();
for (let number = 1; !stopping.signal.aborted; number++) {
  const order = take({ order: `${instance}/${number}` }).finally(() => orders.delete(order));
  orders.add(order);
  await sleep(700 + 600 * Math.random(), undefined, { signal: stopping.signal }).catch(() => {});
}
await Promise.all(orders);
await engine.close();

/** What one of the dependencies refuses or cannot do is left out: the order is finished later. */
async function take(order) {
  const results = await Promise.all(dependencies.map((call) => call(order, { signal: stopping.signal })));
  return results.every((result) => !("error" in result));
}

function post(path) {
  return async (body, { signal }) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(UPSTREAM_URL + path, { method: "POST", headers, body: JSON.stringify(body), signal });
    const text = await response.text();
    if (!response.ok) throw Object.assign(new Error(`${response.status}: ${text}`), { code: `${response.status}` });
    return JSON.parse(text);
  };
}
