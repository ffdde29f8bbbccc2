/** Which of the first steps are done, from what the person may read. Pure. */

/** What matters of a post here; the last day is in force as well, and without one it goes on. */
export interface Held {
  person: string;
  from: string;
  to: string | null;
}

/** What was read; nothing where the person may not, or it is not here yet. */
export interface Known {
  today: string;
  /** How many units there are, with the one on top that the set-up made. */
  units?: number | undefined;
  /** Who holds a post of the office, and who one that hands in: now or later. */
  office?: Held[] | undefined;
  filers?: Held[] | undefined;
  /** The posts of the three administrators, by post. */
  administrators?: Held[][] | undefined;
  /** Plan files that were kept. */
  plans?: number | undefined;
  isRunning?: boolean | undefined;
}

/** Done; not done; decided, and so from a day to come; nothing while it is not known. */
export type Step = "done" | "open" | { from: string } | null;

export interface Progress {
  units: Step;
  office: Step;
  filers: Step;
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

const when = (isDone: boolean): Step => (isDone ? "done" : "open");

export function progress({ today, units, office, filers, administrators, plans, isRunning }: Known): Progress {
  return {
    units: units === undefined ? null : when(units > 1),
    office: office === undefined ? null : settled([office], today, isHeld),
    filers: filers === undefined ? null : settled([filers], today, isHeld),
    administrators: administrators === undefined ? null : settled(administrators, today, areApart),
    // A campaign runs by a plan that was kept, whoever may see the files.
    kept: isRunning === true ? "done" : plans === undefined ? null : when(plans > 0),
    adopted: isRunning === undefined ? null : when(isRunning),
  };
}
