/**
 * Whether somebody was logged in at this tab and has not left by themselves: then a login that is asked for again has a
 * reason that can be told. It says nothing about who it was, and goes with the tab.
 */

const KEPT_AS = "anxing.visited";

export function rememberVisit(): void {
  try {
    sessionStorage.setItem(KEPT_AS, "1");
  } catch {
    // Without storage a reload shows the login without a reason, as for somebody who was never here.
  }
}

export function wasHere(): boolean {
  try {
    return sessionStorage.getItem(KEPT_AS) !== null;
  } catch {
    return false;
  }
}

export function forgetVisit(): void {
  try {
    sessionStorage.removeItem(KEPT_AS);
  } catch {
    // Nothing was kept either.
  }
}
