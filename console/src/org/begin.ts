/** Which of the first steps are done, from what the person may read. Pure. */

/** What was read; nothing where the person may not, or it is not here yet. */
export interface Known {
  /** How many units there are, with the one on top that the set-up made. */
  units?: number | undefined;
  /** Whether somebody holds a post of the office, and somebody one that hands in. */
  office?: boolean | undefined;
  filers?: boolean | undefined;
  /** Whether the three administrators are three people. */
  administrators?: boolean | undefined;
  /** Plan files that were kept. */
  plans?: number | undefined;
  isRunning: boolean;
}

export interface Progress {
  units: boolean | null;
  office: boolean | null;
  filers: boolean | null;
  administrators: boolean | null;
  kept: boolean | null;
  adopted: boolean;
}

/** Whether somebody holds each of the posts and nobody holds two of them, which is what `anxing doctor` looks at. */
export function areApart(posts: string[][]): boolean {
  const all = posts.flat();
  return posts.every((holders) => holders.length > 0) && new Set(all).size === all.length;
}

export function progress({ units, office, filers, administrators, plans, isRunning }: Known): Progress {
  return {
    units: units === undefined ? null : units > 1,
    office: office ?? null,
    filers: filers ?? null,
    administrators: administrators ?? null,
    // A campaign runs by a plan that was kept, whoever may see the files.
    kept: isRunning ? true : plans === undefined ? null : plans > 0,
    adopted: isRunning,
  };
}
