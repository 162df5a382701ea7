import { isDurationMetric, type Expectation, type Measure } from "@orrery/aws";
import { parseDuration, shownValue } from "@orrery/kernel";
import { readMeasure } from "./measure.ts";
import { at, fail } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import type { ScenarioFile } from "./scenario-schema.ts";
import type { ScenarioPath } from "./wording.ts";

type Given = NonNullable<ScenarioFile["expect"]>[number];

/** What must hold at the end. Whether the metrics exist is known once the run is made. */
export const expectationsOf = (document: ScenarioDocument): readonly Expectation[] =>
  (document.content.expect ?? []).map((given, number) => {
    const path = ["expect", number];
    return typeof given === "string"
      ? ofLine(document, path, given)
      : ofSettings(document, path, given);
  });

function ofSettings(
  document: ScenarioDocument,
  path: ScenarioPath,
  given: Exclude<Given, string>,
): Expectation {
  const { metric: name, statistic = null } = given;
  const dot = name.lastIndexOf(".");
  if (dot <= 0) {
    const problem = `expected a resource and a metric such as Orders.NumberOfMessagesSent, received "${name}"`;
    fail(document, [...path, "metric"], problem);
  }
  if (given.min === undefined && given.max === undefined) {
    fail(document, path, "expected min or max, received neither");
  }
  const number = { resource: name.slice(0, dot), metric: name.slice(dot + 1), statistic };
  const bound = (end: "min" | "max"): number | null => {
    const limit = given[end];
    if (limit === undefined) return null;
    return boundOf(document, [...path, end], limit, formOf(number));
  };
  const min = bound("min");
  const max = bound("max");
  if (min !== null && max !== null && min > max) {
    fail(document, [...path, "max"], `expected at least min, received less`);
  }
  return { ...number, min, max };
}

type Form = "time" | "number" | "share" | "dollars";

function formOf(measure: Measure): Form {
  if ("cost" in measure) return "dollars";
  if (measure.per !== undefined) return "share";
  return isDurationMetric(measure.metric) && measure.statistic !== "count" ? "time" : "number";
}

function boundOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  limit: number | string,
  form: Form,
): number {
  if (form === "time") {
    return limit === 0 || limit === "0" ? 0 : at(document, path, () => parseDuration("", limit));
  }
  const [, plain = "", percent] = /^(.*?)(%?)$/s.exec(`${limit}`.trim()) ?? [];
  const text = form === "dollars" ? plain.replace(/^\$/, "") : plain;
  const value = text.trim() === "" ? NaN : Number(text);
  const isPercent = percent === "%";
  if (!Number.isFinite(value) || (isPercent && form !== "share")) {
    const expected = {
      number: "a number",
      share: "a number or a percentage",
      dollars: "US dollars",
    };
    return fail(document, path, `expected ${expected[form]}, received ${shownValue(limit)}`);
  }
  return isPercent ? value / 100 : value;
}

const line = /^\s*(.+?)\s*(<=|>=|<|>|=)\s*(\S.*?)\s*$/s;

/** An expectation on one line, such as `Worker.Errors / Worker.Invocations < 1%`. */
function ofLine(document: ScenarioDocument, path: ScenarioPath, text: string): Expectation {
  const [, what, sign, limit] = line.exec(text) ?? [];
  if (what === undefined || sign === undefined || limit === undefined) {
    const expected = "a line such as Orders.ApproximateAgeOfOldestMessage < 15m";
    return fail(document, path, `expected ${expected}, received ${shownValue(text)}`);
  }
  const measure = at(document, path, () => readMeasure("", what));
  const bound = boundOf(document, path, limit, formOf(measure));
  return {
    ...measure,
    min: sign.startsWith("<") ? null : bound,
    max: sign.startsWith(">") ? null : bound,
    ...(sign.length === 1 && sign !== "=" ? { isStrict: true as const } : {}),
  };
}
