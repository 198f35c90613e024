import type { ReactNode } from "react";
import { HEIGHT, WIDTH } from "./shapes.ts";

interface PlotProps {
  title: string;
  /** What the top of the scale stands for. */
  top: string;
  legend: ReactNode;
  /** Which step is looked at; null where none is. */
  step: number | null;
  steps: number;
  /** What is said where there is nothing to draw; null where there is. */
  nothing: string | null;
  children: ReactNode;
}

/** A drawing by steps of time, with a scale that is read at its top, and a mark at the step that is looked at. */
export function Plot({ title, top, legend, step, steps, nothing, children }: PlotProps) {
  return (
    <figure className="grid gap-1.5">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4 text-[0.8125rem]">
        <span className="font-medium">{title}</span>
        <span className="flex flex-wrap gap-x-3 text-muted text-xs">{legend}</span>
      </figcaption>
      <div className="relative">
        <span aria-hidden="true" className="absolute top-0 right-0 bg-surface pl-1 text-2xs text-faint leading-none">
          {nothing === null && top}
        </span>
        {nothing !== null && (
          <p className="absolute inset-0 grid place-content-center text-[0.8125rem] text-faint">
            <span className="bg-surface px-2">{nothing}</span>
          </p>
        )}
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-24 w-full overflow-visible border-line border-y"
        >
          <path d={`M0 ${HEIGHT / 2}h${WIDTH}`} className="stroke-line" vectorEffect="non-scaling-stroke" />
          {step !== null && (
            <rect x={(step * WIDTH) / steps} width={WIDTH / steps} height={HEIGHT} className="fill-hover" />
          )}
          {children}
        </svg>
      </div>
    </figure>
  );
}

interface KeyProps {
  className: string;
  /** A line, and not a surface. */
  line?: boolean;
  dashed?: boolean;
  children: ReactNode;
}

/** What a colour stands for; the shape tells too where the colour does not. */
export function Key({ className, line = false, dashed = false, children }: KeyProps) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg aria-hidden="true" viewBox="0 0 12 8" className={`h-2 w-3 ${className}`}>
        {line ? (
          <path d="M0 4h12" strokeDasharray={dashed ? "3 1.5" : undefined} className="stroke-2 stroke-current" />
        ) : (
          <rect width="12" height="8" rx="1.5" className="fill-current" />
        )}
      </svg>
      {children}
    </span>
  );
}
