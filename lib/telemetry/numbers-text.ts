/** Five bits to a character; the sixth says that the number goes on. Small numbers, which most are, take one. */
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BASE = 32;
const VALUES: ReadonlyMap<string, number> = new Map([...DIGITS].map((digit, value) => [digit, value]));

/** Whole numbers from 0 on as text. Texts can be put one after the other. */
export function numbersToText(numbers: readonly number[]): string {
  let text = "";
  for (const number of numbers) {
    let rest = number;
    for (; rest >= BASE; rest = Math.floor(rest / BASE)) text += DIGITS[(rest % BASE) + BASE];
    text += DIGITS[rest];
  }
  return text;
}

/** The numbers of a text that `numbersToText` made; what is none of its characters is skipped. */
export function numbersOfText(text: string): number[] {
  const numbers: number[] = [];
  let [number, weight] = [0, 1];
  for (const character of text) {
    const value = VALUES.get(character);
    if (value === undefined) continue;
    number += (value % BASE) * weight;
    weight *= BASE;
    if (value >= BASE) continue;
    numbers.push(number);
    [number, weight] = [0, 1];
  }
  return numbers;
}
