/** Attributes of an element; those that are undefined are left out. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element of an SVG, with what is in it: texts are escaped by `text`, elements are taken as they are. */
export function element(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const said = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? rounded(value) : escaped(value!)}"`)
    .join("");
  return inside.length === 0 ? `<${name}${said}/>` : `<${name}${said}>${inside.join("")}</${name}>`;
}

/** A line of text. `as` names its look. */
export function text(x: number, y: number, as: string, said: string, anchor?: "middle" | "end"): string {
  return element("text", { x, y, class: as, "text-anchor": anchor }, escaped(said));
}

/** A head with some words after it. */
export function headline(x: number, y: number, head: string, words: string): string {
  const after = element("tspan", { class: "faint", dx: 10 }, escaped(words));
  return element("text", { x, y }, element("tspan", { class: "head" }, escaped(head)), after);
}

/** A line through points; what lies straight between two others is left out. */
export function polyline(points: readonly (readonly [number, number])[], as: string): string {
  const bends = points.filter(([, y], at) => points[at - 1]?.[1] !== y || points[at + 1]?.[1] !== y);
  return element("polyline", { class: as, points: bends.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join(" ") });
}

/** A whole picture with a background of its own, its colours those of the reader's theme. */
export function picture(
  { width, height, title, description }: { width: number; height: number; title: string; description: string },
  style: string,
  ...inside: readonly string[]
): string {
  const ground = element("rect", { class: "ground", width, height, rx: 8 });
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "aria-labelledby": "title description",
  };
  const named = [
    element("title", { id: "title" }, escaped(title)),
    element("desc", { id: "description" }, escaped(description)),
    element("style", {}, style),
  ];
  return `${element("svg", root, "\n", [...named, ground, ...inside].join("\n"), "\n")}\n`;
}

function rounded(figure: number): string {
  return String(Math.round(figure * 10) / 10);
}

function escaped(said: string): string {
  return said.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
