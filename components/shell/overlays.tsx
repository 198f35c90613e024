"use client";

import {
  type ComponentType,
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";
import { useStatusMessages } from "@/components/ui/status-region.tsx";

interface OverlayProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** What lies over any page for a moment. Loaded after everything else, so that no page waits for it. */
const loaders = {
  palette: async () => (await import("./palette/palette.tsx")).Palette,
  sheet: async () => (await import("./keyboard/shortcut-sheet.tsx")).ShortcutSheet,
} satisfies Record<string, () => Promise<ComponentType<OverlayProps>>>;

/** When the page has come to rest: by the time that one is wanted, the panel may be out of reach. */
const AT_REST_MS = 3000;

type Overlay = keyof typeof loaders;

interface Overlays {
  readonly open: (overlay: Overlay) => void;
}

const Context = createContext<Overlays>({ open: () => {} });

export function useOverlays(): Overlays {
  return useContext(Context);
}

export function OverlaysProvider({ children }: { children: ReactNode }) {
  const { toast } = useStatusMessages();
  const [loaded, setLoaded] = useState<Partial<Record<Overlay, ComponentType<OverlayProps>>>>({});
  const [shown, setShown] = useState<Overlay | null>(null);

  const open = useCallback(
    async (overlay: Overlay) => {
      try {
        const component = await loaders[overlay]();
        setLoaded((before) => ({ ...before, [overlay]: component }));
        setShown(overlay);
      } catch {
        // The page must survive a server that is gone, or one that serves another build by now.
        toast(
          "This could not be loaded: the panel does not answer, or has been updated. Try again, or reload the page.",
        );
      }
    },
    [toast],
  );
  const overlays = useMemo(() => ({ open }), [open]);
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const load of Object.values(loaders)) load().catch(() => {});
    }, AT_REST_MS);
    return () => clearTimeout(timer);
  }, []);
  // Only itself: one overlay may have opened another one meanwhile.
  const close = (overlay: Overlay) => setShown((now) => (now === overlay ? null : now));

  return (
    <Context value={overlays}>
      {children}
      {(Object.keys(loaders) as Overlay[]).map((overlay) => {
        const Loaded = loaded[overlay];
        return Loaded && <Loaded key={overlay} isOpen={shown === overlay} onClose={() => close(overlay)} />;
      })}
    </Context>
  );
}
