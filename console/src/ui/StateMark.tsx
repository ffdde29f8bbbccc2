/** A state as shape, word and colour, so that none of them has to be seen alone. */

export type Tone = "quiet" | "going" | "warn" | "bad" | "good" | "void";

const COLOUR: Record<Tone, string> = {
  quiet: "var(--quiet)",
  going: "var(--going)",
  warn: "var(--warn)",
  bad: "var(--bad)",
  good: "var(--good)",
  void: "var(--quiet)",
};

/** Each tone has a shape of its own: ring, half disc, triangle, diamond, disc with a tick, dash. */
function Shape({ tone }: { tone: Tone }) {
  const fill = COLOUR[tone];
  switch (tone) {
    case "quiet":
      return <circle cx="7" cy="7" r="5" fill="none" stroke={fill} strokeWidth="2" />;
    case "going":
      return (
        <>
          <circle cx="7" cy="7" r="5" fill="none" stroke={fill} strokeWidth="2" />
          <path d="M7 2a5 5 0 0 1 0 10z" fill={fill} />
        </>
      );
    case "warn":
      return <path d="M7 1.5 13 12.5H1z" fill={fill} />;
    case "bad":
      return <path d="M7 0.5 13.5 7 7 13.5 0.5 7z" fill={fill} />;
    case "good":
      return (
        <>
          <circle cx="7" cy="7" r="6" fill={fill} />
          <path d="M4 7.2 6.2 9.4 10.2 5" fill="none" stroke="var(--surface)" strokeWidth="1.6" />
        </>
      );
    case "void":
      return <path d="M2 7h10" stroke={fill} strokeWidth="2.4" />;
  }
}

export function StateMark({ tone, text, small = false }: { tone: Tone; text: string; small?: boolean }) {
  return (
    <span className="state" style={{ color: COLOUR[tone], fontSize: small ? "var(--size-small)" : undefined }}>
      <svg viewBox="0 0 14 14" aria-hidden="true">
        <Shape tone={tone} />
      </svg>
      {text}
    </span>
  );
}
