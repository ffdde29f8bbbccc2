/** Which of the first steps are done, from what the person may read. Pure. */

/** What matters of a post here; the last day is in force as well, and without one it goes on. */
export interface Held {
  person: string;
  unit: string;
  from: string;
  to: string | null;
}

/** What was read; nothing where the person may not, or it is not here yet. */
export interface Known {
  today: string;
  /** How many units there are, with the one on top that the set-up made. */
  units?: number | undefined;
  /** The units that hand in by themselves: cities and special zones; and the enterprises. */
  areas?: string[] | undefined;
  enterprises?: string[] | undefined;
  /** Who holds a post of the office, and who one of a city or an enterprise: now or later. */
  office?: Held[] | undefined;
  filers?: Held[] | undefined;
  reviewers?: Held[] | undefined;
  managers?: Held[] | undefined;
  /** The posts of the three administrators, by post. */
  administrators?: Held[][] | undefined;
  /** Plan files that were kept. */
  plans?: number | undefined;
  isRunning?: boolean | undefined;
}

/** Done; not done; decided, and so from a day to come; done for some of the units; nothing while it is not known. */
export type Step = "done" | "open" | { from: string } | { some: number; of: number } | null;

export interface Progress {
  units: Step;
  office: Step;
  filers: Step;
  reviewers: Step;
  managers: Step;
  administrators: Step;
  kept: Step;
  adopted: Step;
}

/** Whether somebody holds each of the posts and nobody holds two of them, which is what `anxing doctor` looks at. */
export function areApart(posts: string[][]): boolean {
  const all = posts.flat();
  return posts.every((holders) => holders.length > 0) && new Set(all).size === all.length;
}

const isHeld = (posts: string[][]) => posts.every((holders) => holders.length > 0);

const DAY_MS = 86_400_000;

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/**
 * A post begins on a day and another ends on one: what was given today may hold only from tomorrow. Each day on which
 * something changes is looked at, so that whoever has done their part reads so at once.
 */
function settled(posts: Held[][], today: string, isRight: (holders: string[][]) => boolean): Step {
  const changes = posts.flat().flatMap(({ from, to }) => (to === null ? [from] : [from, dayAfter(to)]));
  const days = [today, ...changes.filter((day) => day > today).sort()];
  const holders = (day: string) =>
    // The same person by two posts of one kind, at two units for one, is one holder of it.
    posts.map((some) => [...new Set(some.filter(({ from, to }) => from <= day && (to === null || day <= to)).map(({ person }) => person))]);
  const first = days.find((day) => isRight(holders(day)));
  if (first === undefined) return "open";
  return first === today ? "done" : { from: first };
}

/** Whether every unit has somebody: one post of a kind says nothing of the other cities. */
function covered(posts: Held[] | undefined, units: string[] | undefined, today: string): Step {
  if (posts === undefined || units === undefined) return null;
  const of = new Set(units);
  const first = new Map<string, string>();
  for (const { unit, from, to } of posts) {
    if (!of.has(unit) || (to !== null && to < today)) continue;
    const begins = from < today ? today : from;
    const known = first.get(unit);
    if (known === undefined || begins < known) first.set(unit, begins);
  }
  if (first.size < of.size) return first.size === 0 ? "open" : { some: first.size, of: of.size };
  const last = [...first.values()].sort().at(-1) ?? today;
  return of.size === 0 ? "open" : last === today ? "done" : { from: last };
}

const when = (isDone: boolean): Step => (isDone ? "done" : "open");

export function progress({ today, units, areas, enterprises, office, administrators, plans, isRunning, ...held }: Known): Progress {
  return {
    units: units === undefined ? null : when(units > 1),
    office: office === undefined ? null : settled([office], today, isHeld),
    filers: covered(held.filers, areas, today),
    reviewers: covered(held.reviewers, areas, today),
    managers: covered(held.managers, enterprises, today),
    administrators: administrators === undefined ? null : settled(administrators, today, areApart),
    // A campaign runs by a plan that was kept, whoever may see the files.
    kept: isRunning === true ? "done" : plans === undefined ? null : when(plans > 0),
    adopted: isRunning === undefined ? null : when(isRunning),
  };
}
