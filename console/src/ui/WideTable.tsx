/**
 * Around a table that may be wider than its page: it scrolls by itself, also by the arrow keys, and an edge behind which
 * there is more has a shade. A bar that appears only while one scrolls is not enough to say so.
 */
import { useEffect, useRef, type ReactNode } from "react";

interface Props {
  label: string;
  /** What it looks like: the frame of a list unless the page has a table of another kind. */
  className?: string;
  /** Its first column stays in its place. */
  hasFixed?: boolean;
  children: ReactNode;
}

/** A pixel of the layout is not always one of the screen. */
const ROUNDING_PX = 1;

export function WideTable({ label, className = "table-frame landscape", hasFixed = false, children }: Props) {
  const around = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const [outer, inner] = [around.current, frame.current];
    if (outer === null || inner === null) return;
    // Written past React: scrolling draws no row again.
    const look = () => {
      const left = inner.scrollWidth - inner.clientWidth - inner.scrollLeft;
      outer.toggleAttribute("data-more-before", inner.scrollLeft > ROUNDING_PX);
      outer.toggleAttribute("data-more-after", left > ROUNDING_PX);
      // The shade ends where a bar for scrolling begins.
      const borders = 2 * inner.clientLeft;
      outer.style.setProperty("--bar-height", `${inner.offsetHeight - inner.clientHeight - borders}px`);
      outer.style.setProperty("--bar-width", `${inner.offsetWidth - inner.clientWidth - borders}px`);
    };
    const size = new ResizeObserver(look);
    size.observe(inner);
    for (const child of inner.children) size.observe(child);
    inner.addEventListener("scroll", look, { passive: true });
    return () => {
      size.disconnect();
      inner.removeEventListener("scroll", look);
    };
  }, []);
  return (
    <div ref={around} className={hasFixed ? "wide has-fixed" : "wide"}>
      <div ref={frame} className={className} role="region" aria-label={label} tabIndex={0}>
        {children}
      </div>
    </div>
  );
}
