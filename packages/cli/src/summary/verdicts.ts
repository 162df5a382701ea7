import {
  isCountMetric,
  number,
  percentage,
  shownFigure,
  time,
  type RunReport,
  type Verdict,
} from "@orrery/aws";
import { money, wrapped } from "./format.ts";
import type { Drawing } from "./table.ts";

/** How the numbers of verdicts are shown. */
const shownAs: Readonly<Record<Verdict["form"], (value: number) => string>> = {
  time,
  share: (value) => percentage(value, 1),
  dollars: money,
  number,
};

function boundsOf(
  { min, max, isStrict }: Verdict["expected"],
  show: (value: number) => string,
): string {
  if (min !== null && min === max) return show(min);
  const [more, less] = isStrict === true ? ["more than", "less than"] : ["at least", "at most"];
  return [
    ...(min === null ? [] : [`${more} ${show(min)}`]),
    ...(max === null ? [] : [`${less} ${show(max)}`]),
  ].join(" and ");
}

/** What was expected, and what came of it. */
export function expectationList({ expectations }: RunReport, { columns, colors }: Drawing): string {
  if (expectations.length === 0) return "";
  const lines = expectations.map(
    ({ metric, statistic, form, expected, received, holds, vacuous, ...said }) => {
      const { within = "", sentence, details = [] } = said;
      const name = metric.slice(metric.lastIndexOf(".") + 1);
      const show = shownAs[form];
      const bounds = boundsOf(expected, show);
      const usual = isCountMetric(name) ? "sum" : "max";
      const what = statistic === null || statistic === usual ? metric : `${metric} ${statistic}`;
      const seen = received === null ? `nothing observed (${vacuous})` : show(received);
      // One that holds and says nothing is no success.
      const sign = holds ? (vacuous === null ? "✓" : "–") : "✗";
      const but = holds && vacuous !== null ? `; it says nothing of this run: ${vacuous}` : "";
      const claim =
        sentence === undefined
          ? `${what}${within}: ${seen}, expected ${bounds}`
          : `${sentence}: ${received === null || form === "time" ? seen : number(received)}`;
      const text = wrapped([`${sign} ${claim}`, ...details].join("; ") + but, columns, "  ");
      if (!holds) return colors.red(text);
      return vacuous === null ? colors.green(text) : colors.yellow(text);
    },
  );
  return [colors.bold("expectations"), ...lines].join("\n");
}

/** What a reader should know before relying on the run. */
export function warningList({ warnings }: RunReport, { columns, colors }: Drawing): string {
  if (warnings.length === 0) return "";
  const lines = warnings.map((warning) => wrapped(`! ${warning}`, columns, "  "));
  return [colors.bold("warnings"), ...lines.map((line) => colors.yellow(line))].join("\n");
}

/** What repeats the run, and what it rests on. */
export function foot(report: RunReport, { columns, colors }: Drawing): string {
  const { rules, digest, seed } = report;
  const { documented, measured, assumed } = rules;
  const counts = `${documented.length} documented, ${measured.length} measured and ${assumed.length} assumed`;
  const text = `rests on ${counts} rules of AWS, which --json lists`;
  const lines = [text, ...assumptionLine(report)].map((line) =>
    colors.dim(wrapped(line, columns, "")),
  );
  return [`${colors.bold("digest")} ${digest}, seed ${JSON.stringify(seed)}`, ...lines].join("\n");
}

/** Which figures of ours decided something, where AWS gives none. */
function assumptionLine({ assumptions }: RunReport): readonly string[] {
  if (assumptions.length === 0) return [];
  const shown = new Set(
    assumptions.map(({ name, value, ours, unit }) => {
      const instead = value === ours ? "" : `, not ${shownFigure({ unit }, ours)}`;
      return `${name} (${shownFigure({ unit }, value)}${instead})`;
    }),
  );
  return [
    `and on figures that AWS does not give, which assumptions sets: ${[...shown].join(", ")}`,
  ];
}
