import type { ReactNode } from "react";
import { type Tone, tones } from "./badge.tsx";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icons.tsx";

interface NoticeProps {
  tone: Tone;
  title: string;
  icon?: IconName;
  actions?: ReactNode;
  /** `alert` where the reader must know at once; nothing where it was there from the start. */
  role?: "alert";
  className?: string;
  children?: ReactNode;
}

/** Something that the reader must know before believing the rest of the page. */
export function Notice({ tone, title, icon = "warning", actions, role, className, children }: NoticeProps) {
  return (
    <div
      role={role}
      className={classNames(
        tones[tone],
        "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-xl border border-tone-mark/40 bg-tone-soft px-4 py-3 text-sm",
        className,
      )}
    >
      <Icon name={icon} className="mt-0.5 text-tone" />
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-semibold text-tone">{title}</p>
        {children && <div className="break-words text-ink">{children}</div>}
      </div>
      {actions && <div className="flex gap-2 self-center">{actions}</div>}
    </div>
  );
}
