"use client";

import { EventTime } from "@/components/events/event-time.tsx";
import { type Tone, tones } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { Icon } from "@/components/ui/icons.tsx";
import { ago } from "@/lib/client/format.ts";
import type { FreshnessStage } from "@/lib/client/freshness.ts";
import { serverTimeAt } from "@/lib/client/received.ts";
import { useTicking } from "@/lib/client/use-ticking.ts";
import { useFreshness } from "./freshness.tsx";
import { usePause } from "./pause.tsx";
import { useStatus } from "./use-status.ts";

const looks: Record<FreshnessStage, { word: string; tone: Tone }> = {
  connecting: { word: "Connecting…", tone: "neutral" },
  live: { word: "Live", tone: "ok" },
  delayed: { word: "Delayed", tone: "warn" },
  disconnected: { word: "Disconnected", tone: "bad" },
  signed_out: { word: "Signed out", tone: "bad" },
  paused: { word: "Paused", tone: "warn" },
};

/** How old what is on screen is, always in view, and the control that stops it from changing. */
export function FreshnessIndicator() {
  const { stage } = useFreshness();
  const { toggle } = usePause();
  const paused = stage === "paused";
  return (
    <div className="flex items-center gap-1.5 whitespace-nowrap text-[0.8125rem] text-muted">
      <FreshnessWord />
      <UpdatedAgo />
      <Button
        variant="ghost"
        size="sm"
        onClick={toggle}
        aria-pressed={paused}
        aria-label="Pause updates"
        title={paused ? "Resume updates" : "Pause updates"}
        disabled={stage === "signed_out"}
      >
        <Icon name={paused ? "play" : "pause"} />
        <span className="max-2xl:hidden">{paused ? "Resume" : "Pause"}</span>
      </Button>
    </div>
  );
}

/** How far the page can be believed, in a word. */
export function FreshnessWord() {
  const { stage } = useFreshness();
  const { word, tone } = looks[stage];
  return (
    <span
      data-testid="freshness"
      data-stage={stage}
      className={classNames(tones[tone], "flex items-center gap-[0.6em] whitespace-nowrap")}
    >
      <Dot stage={stage} />
      <span className={classNames(stage !== "live" && "font-medium text-tone")}>{word}</span>
    </span>
  );
}

function Dot({ stage }: { stage: FreshnessStage }) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "size-[0.6em] rounded-full",
        stage === "live" ? "bg-tone-mark" : "border-2 border-tone bg-transparent",
        stage === "connecting" && "motion-safe:animate-pulse",
      )}
    />
  );
}

/** How old it is; of a pause, since when: by the server's clock, for the reader's may be wrong. */
function UpdatedAgo() {
  const { data } = useStatus();
  const { pausedAt } = usePause();
  const confirmedAt = data?.confirmedAt ?? null;
  const text = useTicking(
    () => (confirmedAt === null ? "" : `updated ${ago((performance.now() - confirmedAt) / 1000)}`),
    "",
  );
  const since = data === undefined || pausedAt === null ? null : serverTimeAt(data, pausedAt);
  // Wide enough for most of what it says, so that the header does not tremble at every second.
  return (
    <span className={classNames("min-w-[7.5rem] text-faint", since === null ? "max-md:hidden" : "max-sm:hidden")}>
      {since !== null ? (
        <>
          since <EventTime at={since} />
        </>
      ) : (
        text && `· ${text}`
      )}
    </span>
  );
}
