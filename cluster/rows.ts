import { probes } from "./rows/probes.ts";
import type { Row } from "./support/row.ts";

/** Every trial of the table, in its order. */
export const rows: readonly Row[] = [probes];
