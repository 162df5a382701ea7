import type { CloudWatchMetric } from "../../../service/cloudwatch-metric.ts";
import type { Query } from "../config.ts";
import { cloudwatchLimits } from "../limits.ts";
import type { Expression } from "../math/expression.ts";
import { finds, isOfOwnMetrics, parseSearch, type SearchQuery } from "../math/search-query.ts";
import { isPeriod } from "./metric-queries.ts";
import { statisticIn } from "../metrics/statistic.ts";

/** A search in an expression. */
export interface Search {
  /** By what it says: a search that is written twice is one. */
  readonly key: string;
  readonly query: SearchQuery;
  readonly stat: string;
  /** In seconds; `null`: it does not say. */
  readonly period: number | null;
}

/** How searches are told apart. */
export const searchKey = (text: string, stat: string): string => JSON.stringify([text, stat]);

/** The searches of queries, each once; a text says what is wrong with one. */
export function searchesIn(queries: readonly Query[]): readonly Search[] | string {
  const searches = new Map<string, Search>();
  for (const { id, of } of queries) {
    if (of.type === "metric") continue;
    for (const args of callsOf(of.expression)) {
      const search = searchOf(args);
      if (search === null) return `Error in expression '${id}': invalid SEARCH`; // Assumed: the words.
      searches.set(search.key, search);
    }
  }
  return [...searches.values()];
}

function searchOf([text, stat, period]: readonly Expression[]): Search | null {
  if (text?.type !== "text" || stat?.type !== "text") return null;
  if (text.text.length > cloudwatchLimits.search || statisticIn(stat.text) === null) return null;
  const query = parseSearch(text.text);
  if (query === null) return null;
  if (period !== undefined && (period.type !== "number" || !isPeriod(period.value))) return null;
  const key = searchKey(text.text, stat.text);
  return { key, query, stat: stat.text, period: period?.value ?? null };
}

function callsOf(expression: Expression): readonly (readonly Expression[])[] {
  switch (expression.type) {
    case "call":
      return expression.name === "SEARCH" ? [expression.args] : expression.args.flatMap(callsOf);
    case "list":
      return expression.items.flatMap(callsOf);
    case "negative":
      return callsOf(expression.of);
    case "operation":
      return [...callsOf(expression.left), ...callsOf(expression.right)];
    default:
      return [];
  }
}

/** Whether all that searches find is the account's own. */
export const areOfOwnMetrics = (searches: readonly Search[]): boolean =>
  searches.every(({ query }) => isOfOwnMetrics(query));

/** The period of what only searches say anything about: the longest of theirs, or five minutes. */
export const periodOf = (searches: readonly Search[]): number =>
  Math.max(0, ...searches.map(({ period }) => period ?? 0)) || 300;

/** What a search finds, in order of names and dimensions; no more than AWS gives. */
export function found(search: Search, metrics: readonly CloudWatchMetric[]): CloudWatchMetric[] {
  return metrics
    .filter((metric) => finds(search.query, metric))
    .map(({ namespace, name, dimensions }) => ({ namespace, name, dimensions }))
    .sort((one, other) => (labelOfFound(one) < labelOfFound(other) ? -1 : 1))
    .slice(0, cloudwatchLimits.searchedMetrics);
}

/** How a line is called that was found. Assumed. */
export const labelOfFound = ({ name, dimensions }: CloudWatchMetric): string =>
  [...Object.entries(dimensions)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, value]) => value)
    .concat(name)
    .join(" ");
