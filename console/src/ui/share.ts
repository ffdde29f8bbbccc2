/**
 * So many of so many in whole percent, to the nearest: 49 of 54 is 91 %. Only all of it is 100 % and only nothing of it
 * is 0 %, because both are read as a statement about every single one.
 */
export function percentOf(part: number, whole: number): number | null {
  if (whole === 0) return null;
  if (part <= 0) return 0;
  if (part >= whole) return 100;
  return Math.min(99, Math.max(1, Math.round((100 * part) / whole)));
}
