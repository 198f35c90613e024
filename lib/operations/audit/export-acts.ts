import { authorize } from "../../auth/permissions.ts";
import type { ActView, AuditQuery } from "../../contracts/audit.ts";
import type { StoredEvent } from "../../stores/store.ts";
import type { Caller, Services } from "../context.ts";
import { toInstant } from "../instant.ts";
import { csvRecord } from "./csv.ts";
import { presentAct } from "./list-acts.ts";
import { matchingActs } from "./matching-acts.ts";

/** Acts in one file at the most. */
const MOST = 50_000;
/** Characters that are sent at a time, give or take an act. */
const PIECE = 32_000;

/** A file that is written while it is sent. */
export interface Download {
  readonly name: string;
  readonly type: string;
  readonly text: AsyncGenerator<string>;
}

/** How a format writes acts. */
interface Format {
  readonly type: string;
  readonly begin: string;
  readonly write: (act: ActView, isFirst: boolean) => string;
  /** `cutAt` is the last act's id where there are more than the file holds; whoever reads the file must see that. */
  readonly end: (cutAt: number | null, count: number) => string;
}

const COLUMNS = ["id", "at", "actor", "kind", "object", "reason", "summary", "instance", "details"];

const FORMATS: Readonly<Record<NonNullable<AuditQuery["format"]>, Format>> = {
  csv: {
    type: "text/csv; charset=utf-8; header=present",
    begin: csvRecord(COLUMNS),
    write: ({ id, at, actor, kind, object, reason, summary, instance, details }) =>
      csvRecord([id, at, actor, kind, object, reason, summary, instance, JSON.stringify(details)]),
    end: (cutAt, count) =>
      cutAt === null ? "" : csvRecord(["", "", "", "cut", "", "", cutNotice(cutAt, count), "", ""]),
  },
  json: {
    type: "application/json",
    begin: '{"acts":[',
    write: (act, isFirst) => `${isFirst ? "" : ","}\n${JSON.stringify(act)}`,
    end: (cutAt, count) =>
      `\n],"next_before":${cutAt}${cutAt === null ? "" : `,"notice":${JSON.stringify(cutNotice(cutAt, count))}`}}\n`,
  },
};

/**
 * All acts that match, as a file that is sent while it is read; at most 50,000, or `limit`. A file that is cut says so at
 * its end, and where to go on from.
 * @throws OperationError `invalid_request`; StoreError
 */
export async function exportActs(
  services: Pick<Services, "store" | "now">,
  caller: Caller,
  { limit = MOST, format = "csv", ...filter }: AuditQuery,
): Promise<Download> {
  authorize(caller.principal, "read");
  const acts = matchingActs(services, caller.principal, filter);
  // A store that cannot answer is a problem, not half a file.
  const first = await acts.next();
  const day = toInstant(services.now()).slice(0, 10);
  return {
    name: `audit-${day}.${format}`,
    type: FORMATS[format].type,
    text: written(FORMATS[format], first, acts, limit),
  };
}

async function* written(
  { begin, write, end }: Format,
  first: IteratorResult<StoredEvent>,
  rest: AsyncGenerator<StoredEvent>,
  limit: number,
): AsyncGenerator<string> {
  let text = begin;
  let [count, last] = [0, 0];
  for (let next = first; !next.done; next = await rest.next()) {
    if (count === limit) {
      yield text + end(last, count);
      return;
    }
    text += write(presentAct(next.value), count === 0);
    count += 1;
    last = next.value.id;
    if (text.length > PIECE) {
      yield text;
      text = "";
    }
  }
  yield text + end(null, count);
}

function cutNotice(cutAt: number, count: number): string {
  return `Cut after ${count} acts; the older ones follow with before=${cutAt}.`;
}
