/**
 * The one link to the tab's icon. Not Next's icon file, which writes a link of its own: a browser that finds two takes
 * the one that it likes.
 */
export function PanelIcon({ address = "/icon.svg" }: { address?: string }) {
  return <link rel="icon" type="image/svg+xml" href={address} />;
}
