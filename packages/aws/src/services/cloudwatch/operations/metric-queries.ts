import { listOf, memberOf, numberOf, textOf } from "../../../request/params.ts";
import type { NotModeled, PlainObject, Refused } from "../../../service/refusal.ts";
import type { Plain } from "@orrery/kernel";
import type { MetricQuery, Query } from "../config.ts";
import { cloudwatchLimits } from "../limits.ts";
import { callsIn, namesIn, type Expression } from "../math/expression.ts";
import { functions, unmodeledFunctions } from "../math/functions.ts";
import { parseExpression } from "../math/parse-expression.ts";
import { statisticIn } from "../metrics/statistic.ts";
import { dimensionsIn, invalidValue, validation } from "./request.ts";

/** The queries of a request, or why there are none. */
export type Queries = readonly Query[] | Refused | NotModeled;

export const isNo = (value: unknown): value is Refused | NotModeled =>
  typeof value === "object" &&
  value !== null &&
  "type" in value &&
  (value.type === "refused" || value.type === "notModeled");

/** Whether a period is one that CloudWatch has: 1, 5, 10, 20 and 30 s, or whole minutes. */
export const isPeriod = (period: number): boolean =>
  [1, 5, ...cloudwatchLimits.shortPeriods].includes(period) || (period > 0 && period % 60 === 0);

/** The metric of a request with a statistic; `stat`: how the message calls a wrong one. */
export function metricQueryOf(
  said: Plain,
  stat: string,
  unit: string | null,
): MetricQuery | Refused {
  const statistic = statisticIn(stat);
  if (statistic === null) {
    return validation(`Value '${stat}' at 'stat' failed to satisfy constraint: invalid statistic`); // Assumed: the words.
  }
  const namespace = textOf(memberOf(said, "Namespace"));
  const name = textOf(memberOf(said, "MetricName"));
  if (namespace === undefined || name === undefined) {
    return validation("A metric has a Namespace and a MetricName"); // Likewise.
  }
  const dimensions = dimensionsIn(memberOf(said, "Dimensions"));
  return { type: "metric", metric: { namespace, name, dimensions }, stat, statistic, unit };
}

/** Reads the queries of GetMetricData, and of alarms with several. `allowed`: functions that are asked of alarms alone. */
export function queriesIn(value: Plain | undefined, allowed: readonly string[] = []): Queries {
  const queries: Query[] = [];
  for (const said of listOf(value)) {
    const id = textOf(memberOf(said, "Id")) ?? "";
    if (!/^[a-z]\w{0,254}$/.test(id)) {
      return validation(
        `The value ${id} for parameter MetricDataQueries.member.${queries.length + 1}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
      );
    }
    if (queries.some((each) => each.id === id)) {
      return validation(`The values for parameter Id in MetricDataQueries are not unique.`);
    }
    const made = queryOf(said as PlainObject, id, allowed); // The model has it as a structure.
    if (isNo(made)) return made;
    queries.push(made);
  }
  for (const { id, of } of queries) {
    if (of.type === "metric") continue;
    const unknown = namesIn(of.expression).find((name) => !isKnown(name, queries));
    if (unknown !== undefined) {
      return validation(`Error in expression '${id}': Unrecognized identifier ${unknown}`); // Assumed: the words.
    }
    if (reaches(id, id, queries, new Set())) {
      return validation(`Error in expression '${id}': circular reference`); // Likewise.
    }
  }
  return sharedPeriods(queries);
}

const words = ["REPEAT", "LINEAR", "ASC", "DESC", "AVG", "MIN", "MAX", "SUM"];

const isKnown = (name: string, queries: readonly Query[]): boolean =>
  words.includes(name.toUpperCase()) || queries.some(({ id }) => id === name);

/** Whether an expression comes to itself. */
function reaches(
  from: string,
  to: string,
  queries: readonly Query[],
  passed: Set<string>,
): boolean {
  const of = queries.find(({ id }) => id === from)?.of;
  if (of?.type !== "expression" || passed.has(from)) return false;
  passed.add(from);
  return namesIn(of.expression).some((name) => name === to || reaches(name, to, queries, passed));
}

function queryOf(
  said: PlainObject,
  id: string,
  allowed: readonly string[],
): Query | Refused | NotModeled {
  const label = textOf(said["Label"]) ?? null;
  const returnsData = said["ReturnData"] !== false;
  const { MetricStat, Expression } = said;
  if ((MetricStat === undefined) === (Expression === undefined)) {
    return validation(
      `Exactly one of MetricStat and Expression must be specified for query ${id}`, // Assumed: the words.
    );
  }
  if (typeof Expression === "string") {
    const expression = expressionIn(Expression, id, allowed);
    if (isNo(expression)) return expression;
    const period = numberOf(said["Period"]) ?? 0;
    return {
      id,
      label,
      returnsData,
      period,
      of: { type: "expression", text: Expression, expression },
    };
  }
  const period = numberOf(memberOf(MetricStat, "Period")) ?? 0;
  if (!isPeriod(period))
    return invalidValue("Period must be 1, 5, 10, 20, 30 or a multiple of 60."); // Assumed: the words.
  const stat = textOf(memberOf(MetricStat, "Stat")) ?? "";
  const unit = textOf(memberOf(MetricStat, "Unit")) ?? null;
  const of = metricQueryOf(memberOf(MetricStat, "Metric") ?? null, stat, unit);
  return isNo(of) ? of : { id, label, returnsData, period, of };
}

function expressionIn(
  text: string,
  id: string,
  allowed: readonly string[],
): Expression | Refused | NotModeled {
  const expression = parseExpression(text);
  const upper = /^\s*SELECT\s/i.test(text);
  if (upper) return { type: "notModeled", what: "Queries of Metrics Insights are not modeled." };
  if (expression === null) {
    return validation(`Error in expression '${id}': Syntax error`); // Assumed: the words.
  }
  for (const name of callsIn(expression)) {
    // Alarms cannot be about what is found: their metrics are fixed.
    if (name === "SEARCH" && !allowed.includes(name)) {
      return validation("SEARCH is not supported on Metric Alarms.");
    }
    if (Object.hasOwn(functions, name) || allowed.includes(name)) continue;
    return unmodeledFunctions.includes(name)
      ? { type: "notModeled", what: `The function ${name} of metric math is not modeled here.` }
      : validation(`Error in expression '${id}': Unknown function ${name}`); // Likewise.
  }
  return expression;
}

/** An expression has the longest period of the metrics, unless it says one. */
function sharedPeriods(queries: readonly Query[]): readonly Query[] {
  const longest = Math.max(
    0,
    ...queries.flatMap(({ of, period }) => (of.type === "metric" ? [period] : [])),
  );
  return queries.map((query) =>
    query.of.type === "metric" || query.period > 0 ? query : { ...query, period: longest },
  );
}
