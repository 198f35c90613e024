"use client";

import { AnchorProvider } from "@/components/circuits/anchor.tsx";
import { useFreshness } from "@/components/shell/freshness.tsx";
import { PageTitle } from "@/components/shell/tab/page-title.tsx";
import { TabIcon } from "@/components/shell/tab/tab-icon.tsx";
import { type SentStatus, useSentStatus } from "@/components/shell/use-status.ts";
import { classNames } from "@/components/ui/class-names.ts";
import type { WallTheme } from "@/lib/client/wall-view.ts";
import { isTroubled } from "./troubled.ts";
import { useIdle } from "./use-idle.ts";
import { useWakeLock } from "./use-wake-lock.ts";
import { WallControls } from "./wall-controls.tsx";
import { WallHeader } from "./wall-header.tsx";
import { WallMark } from "./wall-mark.tsx";
import { WallNews } from "./wall-news.tsx";
import { WallTiles } from "./wall-tiles.tsx";

const IDLE_MS = 4000;

interface WallProps {
  sent: SentStatus;
  environment: string | null;
  theme: WallTheme;
}

/** What one sees from across a room. Everything is measured in `em` of a size that grows with the screen. */
export function Wall({ sent, environment, theme }: WallProps) {
  const { data } = useSentStatus(sent);
  const { stage, stale } = useFreshness();
  const idle = useIdle(IDLE_MS);
  const staysAwake = useWakeLock();
  // Until the page is alive nobody vouches for what the server put into it.
  const unknown = stale || stage === "connecting" || data === undefined;
  const reply = data?.reply ?? sent.reply;
  const troubled = reply.circuits.filter(isTroubled);
  return (
    <AnchorProvider receivedAt={data?.receivedAt ?? 0} serverTime={Date.parse(reply.server_time)}>
      <PageTitle />
      <TabIcon />
      <main
        data-testid="wall"
        data-page-theme={theme}
        className={classNames(
          "fixed inset-0 grid grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] gap-[1.2em] overflow-hidden bg-canvas p-[1.5em] text-ink",
          "text-[max(0.75rem,min(1.25vw,2.222vh))] leading-tight",
          idle && "cursor-none",
        )}
      >
        <h1 className="sr-only">Circuits</h1>
        <WallHeader reply={reply} environment={environment} q={sent.filter.q} unknown={unknown} />
        {troubled.length > 0 ? (
          <WallTiles troubled={troubled} reply={reply} unknown={unknown} />
        ) : (
          <WallNews reply={reply} q={sent.filter.q} unknown={unknown} />
        )}
        <WallMark confirmedAt={data?.confirmedAt ?? null} />
        <WallControls idle={idle} staysAwake={staysAwake} />
      </main>
    </AnchorProvider>
  );
}
