import type { ReactNode } from "react";

/** Around a table that may be wider than the page: it scrolls by itself, also by the arrow keys. */
export function WideTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="table-frame landscape" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
