/** Drawn with attributes, not styles: the page's content security policy allows no inline style. */
export function ProgressBar({ percent }: { percent: number }) {
  return (
    <svg aria-hidden="true" className="mt-2 h-1 w-full overflow-hidden rounded-full bg-line" preserveAspectRatio="none">
      <rect height="100%" width={`${percent.toFixed(1)}%`} className="fill-tone-mark" />
    </svg>
  );
}
