/** A link that is called after something: a mark that closes its title stands in half of its box, and no line goes under the other half. */
import { Link } from "react-router";

/** Full-width marks whose right half is empty. */
const CLOSING = /[”’》〉」』】）]+$/u;

/** What is underlined, and what stands behind it. */
export function cutClosing(text: string): [string, string] {
  const end = CLOSING.exec(text)?.[0] ?? "";
  // Of nothing but such marks all is a link like any other.
  return end === text ? [text, ""] : [text.slice(0, text.length - end.length), end];
}

export function TitleLink({ to, text }: { to: string; text: string }) {
  const [lined, end] = cutClosing(text);
  if (end === "") return <Link to={to}>{text}</Link>;
  return (
    <Link to={to} className="lined">
      <span>{lined}</span>
      {end}
    </Link>
  );
}
