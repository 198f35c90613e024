import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

const shapes = {
  arrow: <path d="M3 8h10M9 4l4 4-4 4" />,
  check: <path d="M3.5 8.5l3 3 6-7" />,
  chevron: <path d="M4.5 6.5L8 10l3.5-3.5" />,
  close: <path d="M4 4l8 8M12 4l-8 8" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5v-2A1.5 1.5 0 009 2H4A1.5 1.5 0 002.5 3.5v5A1.5 1.5 0 004 10h1.5" />
    </>
  ),
  download: <path d="M8 2.5v7.5M5 7.5L8 10.5l3-3M3 13.5h10" />,
  external: <path d="M6.5 3.5h-3v9h9v-3M9.5 2.5h4v4M13 3L7.5 8.5" />,
  keyboard: (
    <>
      <rect x="1.5" y="4" width="13" height="8" rx="1.5" />
      <path d="M4.5 6.8v.1M7 6.8v.1M9.5 6.8v.1M12 6.8v.1M5.5 9.5h5" />
    </>
  ),
  layout: (
    <>
      <rect x="2" y="2.5" width="12" height="11" rx="1.5" />
      <path d="M2 6.5h12M6 6.5v7" />
    </>
  ),
  lock: (
    <>
      <rect x="3" y="7" width="10" height="6.5" rx="1.5" />
      <path d="M5.5 7V5a2.5 2.5 0 015 0v2" />
    </>
  ),
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  monitor: (
    <>
      <rect x="2" y="3" width="12" height="8" rx="1.5" />
      <path d="M6 13.5h4" />
    </>
  ),
  moon: <path d="M13 9.5A5.5 5.5 0 016.5 3a5.5 5.5 0 106.5 6.5z" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  play: <path d="M5 3.5l7.5 4.5L5 12.5z" />,
  reset: <path d="M3 3v3.5h3.5M3.3 6.5A5.25 5.25 0 112.75 9" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="M10.2 10.2l3.3 3.3" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="2.75" />
      <path d="M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9" />
    </>
  ),
  user: (
    <>
      <circle cx="8" cy="5.5" r="2.75" />
      <path d="M2.75 13.5a5.25 5.25 0 0110.5 0" />
    </>
  ),
  warning: <path d="M8 2.5l6 10.5H2zM8 6.5v3M8 11.4v.1" />,
  unplugged: <path d="M2 14l3-3M11 5l3-3M6.5 7L4.5 9a2.5 2.5 0 003.5 3.5l2-2M9.5 9l2-2A2.5 2.5 0 008 3.5l-2 2" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

/** Decoration only: the words beside it, or the control's label, say the same. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={classNames("size-4 shrink-0", className)}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {shapes[name]}
    </svg>
  );
}
