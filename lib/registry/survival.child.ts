import { policyOf } from "../breaker/testkit.ts";
import { openSqliteStore } from "../stores/sqlite/open.ts";
import { Registry } from "./index.ts";
import { overrideBy, resetBy, trip } from "./testkit.ts";

const [file = "", deed] = process.argv.slice(2);
const registry = new Registry({ store: openSqliteStore(file), instance: "killed" });
const circuit = registry.register("external_api", policyOf());
if (deed === "hold") await overrideBy(circuit, { mode: "forced_open", reason: "maintenance" });
else await trip(circuit);
if (deed === "reset") await resetBy(circuit);
process.send?.("acknowledged");
