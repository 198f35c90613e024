import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Changes, OutsideThePage, PrintHeading } from "@/components/shell/at-rest-parts.tsx";
import { ConsoleProviders } from "@/components/shell/console-providers.tsx";
import { FreshnessBanner } from "@/components/shell/freshness-banner.tsx";
import { Header } from "@/components/shell/header.tsx";
import { Keyboard } from "@/components/shell/keyboard/keyboard.tsx";
import { OverlaysProvider } from "@/components/shell/overlays.tsx";
import { PageTitle } from "@/components/shell/tab/page-title.tsx";
import { THEME_COOKIE, themeOf } from "@/components/shell/theme.ts";
import { getPanel } from "@/lib/panel.ts";
import { currentUser } from "./current-user.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const user = await currentUser();
  // The page knows where to come back to, so it is the page that sends to the login.
  if (user === null) return children;
  const { settings, instances } = await getPanel();
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <ConsoleProviders viewer={{ name: user.name, role: user.role }} shared={instances.isShared}>
      <OverlaysProvider>
        <PageTitle />
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-raised focus:px-4 focus:py-2"
        >
          Skip to the content
        </a>
        <Header environment={settings.environment} demo={settings.demo} theme={theme} />
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto grid max-w-[112rem] gap-6 px-4 pt-5 pb-16 outline-none sm:px-6"
        >
          <PrintHeading environment={settings.environment} />
          <FreshnessBanner />
          {children}
        </main>
        <Changes />
        <Keyboard />
        <OutsideThePage />
      </OverlaysProvider>
    </ConsoleProviders>
  );
}
