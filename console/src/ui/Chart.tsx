/**
 * Small charts, drawn by us: columns for what goes on in time, bars for what stands side by side. Every value is written
 * beside its mark, and the same values are a table for whoever hears the page.
 */
import { useId, type ReactNode } from "react";
import { t } from "@/i18n";
import type { Tone } from "./StateMark";

export interface Datum {
  key: string;
  label: string;
  /** Under the label; what the value is made of. */
  about?: string;
  /** Nothing where there is nothing to draw. */
  value: number | null;
  text: string;
  tone?: Tone;
  /** Not complete yet: drawn as an outline. */
  running?: boolean;
  /** What is unusual about it, in words. */
  note?: string;
}

interface Props {
  title: string;
  /** What the columns of the table are about. */
  of: string;
  values: string;
  data: Datum[];
  /** Where the scale ends; the largest value when left out. */
  max?: number;
}

const COLOUR: Record<Tone, string> = {
  quiet: "var(--going)",
  going: "var(--going)",
  warn: "var(--warn)",
  bad: "var(--bad)",
  good: "var(--good)",
  void: "var(--quiet)",
};

function top({ data, max }: Props): number {
  return Math.max(max ?? 0, ...data.map(({ value }) => value ?? 0), 1);
}

/** So many columns fit a telephone; more are scrolled, also with the keyboard. */
const FIT = 5;

/** The picture, which says nothing to a screen reader, and the table, which nobody else sees. */
function Chart({ title, of, values, data, children }: Props & { children: ReactNode }) {
  const id = useId();
  return (
    <div className="chart" role="group" aria-labelledby={id} tabIndex={data.length > FIT ? 0 : undefined}>
      <div className="unseen">
        <table>
          <caption id={id}>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{of}</th>
              <th scope="col">{values}</th>
              <th scope="col">{t("chart.note")}</th>
            </tr>
          </thead>
          <tbody>
            {data.map((one) => (
              <tr key={one.key}>
                <th scope="row">{one.label}</th>
                <td>{[one.text, one.about].filter((part) => part !== undefined && part !== "").join(" · ")}</td>
                <td>{[one.running === true ? t("chart.running") : "", one.note ?? ""].filter((part) => part !== "").join(" · ") || "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {children}
    </div>
  );
}

/** Room for each column, and for the words above and below it. */
const STEP = 92;
const HEIGHT = 220;
const HEAD = 30;
/** What is unusual is told by a word and not by the colour alone. */
const NOTE = 22;
const FOOT = 52;
/** For the words that say what the labels are. */
const AXIS = 28;

export function Columns(props: Props) {
  const { data } = props;
  const end = top(props);
  const wide = Math.max(data.length, 3) * STEP;
  const head = data.some(({ note, running }) => note !== undefined || running === true) ? HEAD + NOTE : HEAD;
  const base = head + HEIGHT;
  const foot = (data.some(({ about }) => about !== undefined) ? FOOT : FOOT / 2) + AXIS;
  // A few columns stand in the middle.
  const first = (wide - data.length * STEP) / 2;
  return (
    <Chart {...props}>
      <svg className="columns" viewBox={`0 0 ${wide} ${base + foot}`} style={{ minWidth: data.length * STEP * 0.6 }} aria-hidden="true">
        <path d={`M0 ${head}H${wide}M0 ${head + HEIGHT / 2}H${wide}`} className="grid" />
        {data.map((one, index) => {
          const middle = first + STEP * (index + 0.5);
          // What was taken back is written, and has no height.
          const tall = (HEIGHT * Math.max(one.value ?? 0, 0)) / end;
          const colour = COLOUR[one.tone ?? "quiet"];
          return (
            <g key={one.key}>
              {one.value !== null && (
                <rect
                  x={middle - 28}
                  y={base - tall}
                  width={56}
                  height={Math.max(tall, 1)}
                  fill={one.running === true ? "none" : colour}
                  stroke={colour}
                  strokeWidth={one.running === true ? 3 : 0}
                  strokeDasharray={one.running === true ? "8 5" : undefined}
                />
              )}
              <text x={middle} y={base - tall - 8} className="value">
                {one.text}
              </text>
              {/* A full outline of a few early ones would be read as a week that went well. */}
              {one.running === true && one.note === undefined && (
                <text x={middle} y={base - tall - 8 - NOTE} className="running">
                  {t("chart.running")}
                </text>
              )}
              {one.note !== undefined && (
                <text x={middle} y={base - tall - 8 - NOTE} className="note">
                  {t("chart.unusual")}
                </text>
              )}
              <text x={middle} y={base + 22} className="label">
                {one.label}
              </text>
              {one.about !== undefined && (
                <text x={middle} y={base + 43} className="about">
                  {one.about}
                </text>
              )}
            </g>
          );
        })}
        <path d={`M0 ${base}H${wide}`} className="axis" />
        {/* At the left, where a telephone begins. */}
        <text x={0} y={base + foot - 6} className="of">
          {props.of}
        </text>
      </svg>
    </Chart>
  );
}

/** Long names need no room of their own here: bars are boxes of the page and wrap with it. */
export function Bars(props: Props) {
  const end = top(props);
  return (
    <Chart {...props}>
      <div className="bars" aria-hidden="true">
        {props.data.map((one) => (
          <div key={one.key} className="bar-line">
            <span className="label">{one.label}</span>
            <span className="track">
              <span className="length" style={{ width: `${(100 * Math.max(one.value ?? 0, 0)) / end}%`, background: COLOUR[one.tone ?? "quiet"] }} />
            </span>
            <span className="value">{one.text}</span>
            {one.note !== undefined && <span className="note">{one.note}</span>}
          </div>
        ))}
      </div>
    </Chart>
  );
}
