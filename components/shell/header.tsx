import { Badge } from "@/components/ui/badge.tsx";
import { Brand } from "./brand.tsx";
import { EnvironmentBadge } from "./environment-badge.tsx";
import { FreshnessIndicator } from "./freshness-indicator.tsx";
import { JumpButton } from "./jump-button.tsx";
import { Navigation } from "./navigation.tsx";
import type { Theme } from "./theme.ts";
import { UserMenu } from "./user-menu.tsx";

interface HeaderProps {
  environment: string | null;
  demo: boolean;
  theme: Theme;
}

/** Stays in view: how fresh the page is must never scroll away. */
export function Header({ environment, demo, theme }: HeaderProps) {
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-surface">
      <div className="mx-auto flex max-w-[112rem] flex-wrap items-center gap-x-4 px-4 sm:px-6">
        <div className="flex h-13 items-center gap-3">
          <Brand />
          {environment && <EnvironmentBadge name={environment} />}
          {demo && (
            <a href="/#now-yours" className="rounded-md" title="How to get circuits of your own">
              <Badge tone="info">Demo data</Badge>
            </a>
          )}
        </div>
        <div className="ml-auto flex items-center gap-1 xl:order-last">
          <FreshnessIndicator />
          <JumpButton />
          <UserMenu theme={theme} />
        </div>
        <div className="flex self-stretch max-xl:-mx-4 max-xl:h-11 max-xl:w-screen max-xl:border-line max-xl:border-t max-xl:px-2 sm:max-xl:-mx-6 sm:max-xl:px-3.5">
          <Navigation />
        </div>
      </div>
    </header>
  );
}
