/** Two versions of a text, cut into what both have and what only one of them has. Pure. */

export interface Piece {
  text: string;
  /** True for what the other version does not have. */
  isOnly: boolean;
}

/** Beyond so many comparisons the middle is called different as a whole: a page must not stand still for a mark. */
const COMPARISONS_MAX = 4_000_000;

/** A word of Latin letters, a number with its separators, or one character of anything else. */
function tokensOf(text: string): string[] {
  return text.match(/[A-Za-z]+|\d+(?:[.,]\d+)*|[^A-Za-z\d]/gsu) ?? [];
}

/** The later version, and the earlier one, each with its own parts marked. */
export function differences(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const a = tokensOf(before);
  const b = tokensOf(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const shared = common(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  const around = (tokens: string[], middle: boolean[]) =>
    pieces(tokens, [...Array<boolean>(head).fill(true), ...middle, ...Array<boolean>(tail).fill(true)]);
  return { before: around(a, shared.a), after: around(b, shared.b) };
}

/** Which tokens belong to the longest sequence that both have. */
function common(a: string[], b: string[]): { a: boolean[]; b: boolean[] } {
  const inA = Array<boolean>(a.length).fill(false);
  const inB = Array<boolean>(b.length).fill(false);
  if (a.length * b.length > COMPARISONS_MAX) return { a: inA, b: inB };
  const width = b.length + 1;
  // The length of the longest sequence of what follows from here on in both.
  const best = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      best[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      inA[i++] = true;
      inB[j++] = true;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return { a: inA, b: inB };
}

function pieces(tokens: string[], isShared: boolean[]): Piece[] {
  const found: Piece[] = [];
  tokens.forEach((text, at) => {
    const isOnly = isShared[at] !== true;
    const last = found[found.length - 1];
    if (last !== undefined && last.isOnly === isOnly) last.text += text;
    else found.push({ text, isOnly });
  });
  return found;
}
