import { flakier } from "./patterns.ts";
import type { Results } from "./programme.ts";
import { byContestant, byPattern, find, shown, toMarkdown } from "./table.ts";

/**
 * The page with its figures replaced by those of `results`. They stand between `<!-- simulation: name -->` and
 * `<!-- end -->`.
 * @throws Error where a mark names figures that there are none of
 */
export function withFigures(page: string, results: Results): string {
  const figures: Readonly<Record<string, string>> = {
    run: `Seed ${results.seed}, ${results.runs} runs each, means.`,
    contest: toMarkdown(byPattern(results.contest)),
    "SRE book": sreBookNote(results),
    tuning: toMarkdown(byContestant(results.tuning)),
    ramp: toMarkdown(byPattern(results.ramp)),
  };
  return page.replaceAll(/(<!-- simulation: (.+?) -->\n)[\s\S]*?(<!-- end -->)/g, (_, begin, name, end) => {
    const figure = figures[name];
    if (figure === undefined) throw new Error(`no figures of ${name}`);
    return `${begin}\n${figure}\n\n${end}`;
  });
}

function sreBookNote({ contest }: Results): string {
  const [book, ours] = ["SRE book", "adaptive"].map((name) => find(contest, flakier.name, name));
  return [
    `Where 40 % of the calls succeed, the book's rule let through ${shown(book!.good.mean)} % of the good calls`,
    `(${shown(book!.good.least)} to ${shown(book!.good.most)} % over the runs),`,
    `and \`adaptive\` ${shown(ours!.good.mean)} % (${shown(ours!.good.least)} to ${shown(ours!.good.most)} %).`,
  ].join("\n");
}
