import { isDurationMetric, type Expectation, type ScenarioFault } from "@orrery/aws";
import { parseDuration, type Duration } from "@orrery/kernel";
import { targetNamed, type Architecture } from "./architecture.ts";
import { at, fail } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import type { ScenarioFile } from "./scenario-schema.ts";
import type { ScenarioPath } from "./wording.ts";

type ExpectationFile = NonNullable<ScenarioFile["expect"]>[number];
type FaultFile = NonNullable<ScenarioFile["faults"]>[number];

/** What must hold at the end. Whether the metrics exist is known once the run is made. */
export const expectationsOf = (document: ScenarioDocument): readonly Expectation[] =>
  (document.content.expect ?? []).map((given, number) =>
    expectationOf(document, ["expect", number], given),
  );

function expectationOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  given: ExpectationFile,
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
  const metric = name.slice(dot + 1);
  const isTime = isDurationMetric(metric) && statistic !== "count";
  const bound = (end: "min" | "max"): number | null => {
    const limit = given[end];
    if (limit === undefined) return null;
    return boundOf(document, [...path, end], limit, isTime);
  };
  const min = bound("min");
  const max = bound("max");
  if (min !== null && max !== null && min > max) {
    fail(document, [...path, "max"], `expected at least min, received less`);
  }
  return { resource: name.slice(0, dot), metric, statistic, min, max };
}

function boundOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  limit: number | string,
  isTime: boolean,
): number {
  if (isTime) return limit === 0 ? 0 : at(document, path, () => parseDuration("", limit));
  const number = typeof limit === "string" && limit.trim() === "" ? NaN : Number(limit);
  if (Number.isFinite(number)) return number;
  return fail(document, path, `expected a number, received ${JSON.stringify(limit)}`);
}

/** What goes wrong, and when. */
export const faultsOf = (
  document: ScenarioDocument,
  architecture: Architecture,
): readonly ScenarioFault[] =>
  (document.content.faults ?? []).map((given, number) =>
    faultOf(document, number, given, architecture),
  );

function faultOf(
  document: ScenarioDocument,
  number: number,
  given: FaultFile,
  architecture: Architecture,
): ScenarioFault {
  const path = ["faults", number];
  const { refuse, outage, at: from, for: length, with: code, share } = given;
  if ((refuse === undefined) === (outage === undefined)) {
    const received = refuse === undefined ? "neither" : "both";
    fail(document, path, `expected either refuse or outage, received ${received}`);
  }
  const isOutage = outage !== undefined;
  for (const setting of ["with", "share"] as const) {
    if (!isOutage || given[setting] === undefined) continue;
    fail(document, [...path, setting], `expected none for an outage, received ${setting}`);
  }
  if (share === 0) fail(document, [...path, "share"], "expected more than 0%, received 0%");
  const to = outage ?? refuse!;
  targetNamed(document, [...path, isOutage ? "outage" : "refuse"], to, architecture);
  return {
    name: `${isOutage ? "outage" : "refusal"} ${number + 1}`,
    to,
    from,
    until: (from + length) as Duration,
    share: share ?? 1,
    code: code ?? (isOutage ? "ServiceException" : "ThrottlingException"),
    message: isOutage ? "The service is not available." : "The request was refused.",
  };
}
