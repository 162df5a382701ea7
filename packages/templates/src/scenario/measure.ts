import {
  exceptedLosses,
  isDurationMetric,
  isMetric,
  isStatistic,
  type Conduct,
  type CostMeasure,
  type ExceptedLoss,
  type Measure,
  type MetricNumber,
  type Within,
} from "@orrery/aws";
import { ConfigError, parseDuration, seconds, shownValue } from "@orrery/kernel";

/** A measure with logical ids in place of the names that were given. */
export function withIds<Of extends Measure>(measure: Of, idOf: (name: string) => string): Of {
  if ("cost" in measure) return measure;
  const resource = idOfReported(measure.resource, idOf);
  const per = "per" in measure ? measure.per : undefined;
  const named = { ...measure, resource };
  // The same but for names.
  return per === undefined
    ? named
    : { ...named, per: { ...per, resource: idOfReported(per.resource, idOf) } };
}

/** What a report calls a resource, a workload to one or a consumer of one: with the id of the name in it. */
export function idOfReported(reported: string, idOf: (name: string) => string): string {
  const [, workload = "", name = reported] =
    /^(workload (?:\d+ )?to |consumer (?:\d+ )?of )(.+)$/s.exec(reported) ?? [];
  return workload + idOf(name);
}

const costs: Readonly<Record<string, CostMeasure["cost"]>> = {
  cost: "run",
  "cost.run": "run",
  "cost.hour": "hour",
  "cost.month": "month",
};

/**
 * The number of a run that a text means: a metric such as `Worker.Duration.p95` (without a statistic the sum
 * of what is counted and the maximum of all else), a ratio of two such as `Worker.Errors / Worker.Invocations`,
 * how a resource fared (`Orders.recovery`, `Orders.losses` or `Orders.messages`), or `cost`, `cost.hour` or
 * `cost.month`. All but costs may be of a part of the run: `from 5m`, `until 10m`, `after the last fault`.
 *
 * @throws ConfigError
 */
export function readMeasure(path: string, text: string): Measure {
  const { rest, within } = partOf(path, text);
  if (Object.hasOwn(costs, rest)) {
    if (within === null) return { cost: costs[rest]! };
    throw new ConfigError(path, "all of the run for a cost", shownValue(text));
  }
  if (rest.startsWith("cost.")) {
    throw new ConfigError(path, "cost, cost.run, cost.hour or cost.month", `"${rest}"`);
  }
  const part = within === null ? {} : { within };
  const conduct = /\s\/\s/.test(rest) ? null : readConduct(path, rest);
  if (conduct !== null) return conductMeasure(path, conduct, within);
  const [first = "", second, more] = rest.split(/\s+\/\s+/);
  if (more !== undefined) throw new ConfigError(path, "one / in a ratio", `"${rest}"`);
  const number = numberOf(path, first);
  if (second === undefined) return { ...number, ...part };
  return { ...number, per: numberOf(path, second), ...part };
}

/** The measure of how a resource fared in a part of the run. */
export function conductMeasure(
  path: string,
  conduct: {
    readonly conduct: Conduct;
    readonly resource: string;
    readonly except?: readonly ExceptedLoss[];
  },
  within: Within | null,
): Measure {
  if (within === null) return conduct;
  if (conduct.conduct === "recovery" && within.afterLastFault === true) {
    const expected = "from or until, since a recovery follows a fault";
    throw new ConfigError(path, expected, "after the last fault");
  }
  return { ...conduct, within };
}

const conducts: readonly Conduct[] = ["recovery", "losses", "messages"];
const butNames = new Map(
  Object.entries(exceptedLosses).map(([type, name]) => [name, type as ExceptedLoss]),
);

/** Such as `Orders.losses`, or `Orders.losses but dead letters`; `null`: another number is meant. */
function readConduct(path: string, text: string) {
  const [, resource, name, but] = /^(.+)\.([a-z]+)(?:\s+but\s+(.+))?$/s.exec(text) ?? [];
  const conduct = conducts.find((each) => each === name);
  if (resource === undefined || conduct === undefined) return null;
  if (but === undefined) return { conduct, resource };
  if (conduct === "losses") return { conduct, resource, except: readExcepted(path, but) };
  throw new ConfigError(path, `nothing that ${conduct} are without`, `but ${but}`);
}

/** What does not count as lost: `dead letters and filtered messages`. @throws ConfigError */
export const readExcepted = (path: string, text: string): readonly ExceptedLoss[] =>
  text.split(/\s+and\s+/).map((name) => {
    const type = butNames.get(name);
    if (type !== undefined) return type;
    const names = [...butNames.keys()];
    throw new ConfigError(path, `${names.join(" or ")} after but`, shownValue(name));
  });

interface Parted {
  readonly rest: string;
  /** `null`: all of the run. */
  readonly within: Within | null;
}

const last = /^(.*?\S)\s+(?:(from|until)\s+(\S+)|(after the last fault))$/s;
const second = seconds(1);

/** A text without what it says at its end of the part of the run that counts. @throws ConfigError */
export function partOf(path: string, text: string): Parted {
  let rest = text.trim();
  let within: Within | null = null;
  for (let found = last.exec(rest); found !== null; found = last.exec(rest)) {
    const [, before = "", end, instant = ""] = found;
    const name = end === undefined ? "afterLastFault" : (end as "from" | "until");
    const both: Within = { ...within };
    const isTwice = both[name] !== undefined || (name !== "until" && hasBeginning(both));
    if (isTwice) throw new ConfigError(path, "one beginning and one end at most", shownValue(text));
    within =
      end === undefined
        ? { afterLastFault: true, ...both }
        : { [name]: at(path, instant), ...both };
    rest = before;
  }
  if (within?.from !== undefined && within.until !== undefined && within.from >= within.until) {
    throw new ConfigError(path, "from before until", shownValue(text));
  }
  return { rest, within };
}

const hasBeginning = ({ from, afterLastFault }: Within): boolean =>
  from !== undefined || afterLastFault !== undefined;

function at(path: string, text: string): NonNullable<Within["from"]> {
  const instant = /^0+$/.test(text) ? parseDuration(path, "0s") : parseDuration(path, text);
  if (instant % second === 0) return instant;
  throw new ConfigError(path, "whole seconds for from and until", shownValue(text));
}

function numberOf(path: string, text: string): MetricNumber {
  const [, named = text, last] = /^(.+\..+)\.([a-z]+|p\d+(?:\.\d+)?)$/s.exec(text) ?? [];
  const dot = dotBeforeMetric(named);
  const [resource, metric] = [named.slice(0, dot), named.slice(dot + 1)];
  if (dot <= 0 || metric === "") {
    const expected = "a resource and a metric such as Orders.NumberOfMessagesSent";
    throw new ConfigError(path, expected, `"${text}"`);
  }
  if (last !== undefined && !isStatistic(last)) {
    const expected = "count, sum, min, max, average or a percentile such as p95";
    throw new ConfigError(path, expected, `"${last}"`);
  }
  return { resource, metric, statistic: last ?? null };
}

/** Where the metric begins in a name: metrics may have dots themselves, and so may resources. */
function dotBeforeMetric(named: string): number {
  for (let dot = named.indexOf("."); dot >= 0; dot = named.indexOf(".", dot + 1)) {
    if (isMetric(named.slice(dot + 1))) return dot;
  }
  return named.lastIndexOf(".");
}

/** What a number is: a time in microseconds, a share of 1, US dollars, or a plain number. */
export type MeasureForm = "time" | "number" | "share" | "dollars";

/** What the number of a measure is. */
export function measureForm(measure: Measure): MeasureForm {
  if ("cost" in measure) return "dollars";
  if ("conduct" in measure) return measure.conduct === "recovery" ? "time" : "number";
  if (measure.per !== undefined) return "share";
  return isDurationMetric(measure.metric) && measure.statistic !== "count" ? "time" : "number";
}
