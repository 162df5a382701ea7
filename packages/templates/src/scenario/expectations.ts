import {
  type ConductMeasure,
  type Expectation,
  type ExpectedBounds,
  type Measure,
} from "@orrery/aws";
import { parseDuration, shownValue } from "@orrery/kernel";
import type { Architecture } from "./architecture.ts";
import {
  conductMeasure,
  measureForm,
  type MeasureForm,
  partOf,
  readExcepted,
  readMeasure,
  withIds,
} from "./measure.ts";
import { at, fail } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import type { ScenarioFile } from "./scenario-schema.ts";
import { idNamed } from "./targets.ts";
import type { ScenarioPath } from "./wording.ts";

type Given = NonNullable<ScenarioFile["expect"]>[number];

/** What must hold at the end. Whether the metrics exist is known once the run is made. */
export const expectationsOf = (
  document: ScenarioDocument,
  architecture: Architecture,
): readonly Expectation[] =>
  (document.content.expect ?? []).map((given, number) => {
    const path = ["expect", number];
    const read =
      typeof given === "string" ? ofLine(document, path, given) : ofSettings(document, path, given);
    return withIds(read, (name) => idNamed(document, path, name, architecture));
  });

function ofSettings(
  document: ScenarioDocument,
  path: ScenarioPath,
  given: Exclude<Given, string>,
): Expectation {
  const { metric, statistic = null } = given;
  const read = at(document, [...path, "metric"], () => readMeasure("", metric));
  const takesStatistic =
    !("cost" in read || "conduct" in read) && read.per === undefined && read.statistic === null;
  if (statistic !== null && !takesStatistic) {
    fail(document, [...path, "statistic"], `expected none beside ${metric}, received ${statistic}`);
  }
  const measure = takesStatistic ? { ...read, statistic } : read;
  checkPart(document, [...path, "metric"], measure);
  if (given.min === undefined && given.max === undefined) {
    fail(document, path, "expected min or max, received neither");
  }
  const bound = (end: "min" | "max"): number | null => {
    const limit = given[end];
    if (limit === undefined) return null;
    return boundOf(document, [...path, end], limit, measureForm(measure));
  };
  const min = bound("min");
  const max = bound("max");
  if (min !== null && max !== null && min > max) {
    fail(document, [...path, "max"], `expected at least min, received less`);
  }
  return { ...measure, min, max };
}

/** Refuses a part that is not in the run. */
function checkPart(document: ScenarioDocument, path: ScenarioPath, measure: Measure): void {
  const from = "cost" in measure ? undefined : measure.within?.from;
  const { duration } = document.content;
  if (from === undefined || from < duration) return;
  fail(document, path, `expected from before the end of the run, received one that is not`);
}

function boundOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  limit: number | string,
  form: MeasureForm,
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

const comparison = /^\s*(.+?)\s*(<=|>=|<|>|=)\s*(\S.*?)\s*$/s;

/** An expectation on one line, such as `Worker.Errors / Worker.Invocations < 1%`. */
function ofLine(document: ScenarioDocument, path: ScenarioPath, text: string): Expectation {
  const { rest, within } = at(document, path, () => partOf("", text));
  const sentence = at(document, path, () => ofSentence(rest));
  if (sentence !== null) {
    const { min, max, isStrict, ...conduct } = sentence;
    const measure = at(document, path, () => conductMeasure("", conduct, within));
    checkPart(document, path, measure);
    return { ...measure, min, max, ...(isStrict === undefined ? {} : { isStrict }) };
  }
  const [, what, sign, limit] = comparison.exec(rest) ?? [];
  if (what === undefined || sign === undefined || limit === undefined) {
    const expected =
      "a line such as Orders.ApproximateAgeOfOldestMessage < 15m, Orders recovers within 15m, Orders loses nothing or OrdersDlq stays empty";
    return fail(document, path, `expected ${expected}, received ${shownValue(text)}`);
  }
  const part = rest === text.trim() ? "" : text.trim().slice(rest.length);
  const measure = at(document, path, () => readMeasure("", `${what}${part}`));
  checkPart(document, path, measure);
  const bound = boundOf(document, path, limit, measureForm(measure));
  return {
    ...measure,
    min: sign.startsWith("<") ? null : bound,
    max: sign.startsWith(">") ? null : bound,
    ...(sign.length === 1 && sign !== "=" ? { isStrict: true as const } : {}),
  };
}

/** What has words of its own; `null`: the line is a comparison. @throws ConfigError */
function ofSentence(text: string): (ConductMeasure & ExpectedBounds) | null {
  const [, recovering, length] = /^(\S.*?)\s+recovers\s+within\s+(\S.*)$/s.exec(text) ?? [];
  if (recovering !== undefined && length !== undefined) {
    const max = parseDuration("", length);
    return { conduct: "recovery", resource: recovering, min: null, max };
  }
  const [, losing, but] = /^(\S.*?)\s+loses\s+nothing(?:\s+but\s+(\S.*))?$/s.exec(text) ?? [];
  if (losing !== undefined) {
    const except = but === undefined ? {} : { except: readExcepted("", but) };
    return { conduct: "losses", resource: losing, ...except, min: null, max: 0 };
  }
  const [, empty] = /^(\S.*?)\s+stays\s+empty$/s.exec(text) ?? [];
  return empty === undefined ? null : { conduct: "messages", resource: empty, min: null, max: 0 };
}
