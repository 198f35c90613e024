import { boot } from "./rows/boot.ts";
import { failover } from "./rows/failover.ts";
import { faults } from "./rows/faults.ts";
import { healthy } from "./rows/healthy.ts";
import { linearizability } from "./rows/linearizability.ts";
import { lostProbe } from "./rows/lost-probe.ts";
import { lostReplies } from "./rows/lost-replies.ts";
import { partition } from "./rows/partition.ts";
import { pause } from "./rows/pause.ts";
import { probes } from "./rows/probes.ts";
import { propagation } from "./rows/propagation.ts";
import { protocol } from "./rows/protocol.ts";
import { restart } from "./rows/restart.ts";
import type { Row } from "./support/row.ts";

/** Every trial of the table, in its order. */
export const rows: readonly Row[] = [
  probes,
  propagation,
  lostProbe,
  boot,
  healthy,
  pause,
  partition,
  lostReplies,
  restart,
  faults,
  failover,
  linearizability,
  protocol,
];
