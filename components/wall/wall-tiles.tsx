"use client";

import { useFreshness } from "@/components/shell/freshness.tsx";
import { count } from "@/lib/client/format.ts";
import type { CircuitView, StatusReply } from "@/lib/contracts/circuit.ts";
import { mostTiles, pageOfTiles, tilingOf } from "./tiling.ts";
import { beyondReply } from "./troubled.ts";
import { useAspect } from "./use-aspect.ts";
import { useTurns } from "./use-turns.ts";
import { WallTile } from "./wall-tile.tsx";

const TURN_MS = 10_000;
/** That of a TV, until it is measured. */
const USUAL_ASPECT = 2.2;

interface WallTilesProps {
  troubled: readonly CircuitView[];
  reply: StatusReply;
  unknown: boolean;
}

/** What is not closed, as large as it fits. What does not fit takes turns, and it says how many those are. */
export function WallTiles({ troubled, reply, unknown }: WallTilesProps) {
  const { frozenAt } = useFreshness();
  const [aspect, region] = useAspect(USUAL_ASPECT);
  const perPage = mostTiles(aspect);
  const pages = Math.ceil(troubled.length / perPage);
  const turn = useTurns(TURN_MS, pages > 1 && frozenAt === null, troubled[0]?.circuit ?? "");
  const shown = pageOfTiles(troubled, perPage, turn);
  const more = troubled.length - shown.length + beyondReply(reply);
  // On the last page too, tiles stay as large as on the others.
  const { columns, rows } = tilingOf(Math.min(troubled.length, perPage), aspect);
  return (
    <section aria-label="Needs attention" className="grid min-h-0 grid-rows-[minmax(0,1fr)_auto] gap-[0.8em]">
      <ul
        ref={region}
        className="grid min-h-0 gap-[0.8em]"
        style={{
          gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
          gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
        }}
      >
        {shown.map((circuit) => (
          <WallTile key={circuit.circuit} circuit={circuit} unknown={unknown} />
        ))}
      </ul>
      {more > 0 && (
        <p className="flex items-center gap-[1em] font-semibold text-[1.5em]" data-testid="wall-more">
          +{count(more)} more
          {pages > 1 && <Turns pages={pages} page={turn % pages} />}
        </p>
      )}
    </section>
  );
}

function Turns({ pages, page }: { pages: number; page: number }) {
  return (
    <span className="flex items-center gap-[0.4em] font-normal text-muted">
      {Array.from({ length: pages }, (_, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
          key={index}
          aria-hidden="true"
          className={
            index === page ? "size-[0.5em] rounded-full bg-ink" : "size-[0.5em] rounded-full border border-edge"
          }
        />
      ))}
      page {page + 1} of {pages}
    </span>
  );
}
