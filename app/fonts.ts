import localFont from "next/font/local";

// Next reads these calls while it builds, so every argument has to be a literal.

/** Its fallback is scaled to the same width until it is there, so that nothing shifts. */
const sans = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  weight: "100 900",
  display: "swap",
  adjustFontFallback: "Arial",
  variable: "--font-inter",
});

/** Errors, ids and code look the same on every machine. Not preloaded: the first page shows little of it. */
const mono = localFont({
  src: "../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
  weight: "100 800",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
  fallback: ["ui-monospace", "monospace"],
  variable: "--font-jetbrains-mono",
});

/** The class that makes both known to the stylesheet. */
export const fontVariables = `${sans.variable} ${mono.variable}`;
