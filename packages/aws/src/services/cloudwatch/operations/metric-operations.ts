import type { Plain } from "@orrery/kernel";
import { listOf, memberOf, numberOf, textOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operation, Operations, Step } from "../../../service/service-model.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { cloudwatchLimits } from "../limits.ts";
import type { Datum } from "../metrics/datum.ts";
import { inOrder, sampleOf, together, type Sample } from "../metrics/statistic.ts";
import type { ListedMetric, MetricsReply, PutData } from "../protocol.ts";
import { findMetrics, metricsOf } from "./metrics-record.ts";
import {
  clockOf,
  dimensionsIn,
  invalidMix,
  invalidValue,
  isRefused,
  missing,
  respond,
  shownDimensions,
  timeIn,
  type Checked,
} from "./request.ts";
import { wrongToken } from "./describe-alarms.ts";

/** Reads the values of a datum. */
function samplesOf(said: Plain, name: string): Checked<Sample> {
  const value = numberOf(memberOf(said, "Value"));
  const values = memberOf(said, "Values");
  const set = memberOf(said, "StatisticValues");
  if ([value, values, set].filter((each) => each !== undefined).length > 1) {
    return invalidMix(
      `The parameters ${name}.Value, ${name}.Values and ${name}.StatisticValues are mutually exclusive and you have specified more than one.`,
    );
  }
  if (value !== undefined) return checked(sampleOf([value], true), name);
  if (set !== undefined) return statisticSet(set, name);
  if (values === undefined) return missing(`${name}.Value`);
  const given = listOf(values).map((each) => numberOf(each) ?? NaN);
  const counts = listOf(memberOf(said, "Counts")).map((each) => numberOf(each) ?? NaN);
  if (given.length > cloudwatchLimits.valuesPerDatum) {
    return invalidValue(
      `The parameter ${name}.Values has more than ${cloudwatchLimits.valuesPerDatum} values.`,
    ); // Assumed: the words.
  }
  if (counts.length > 0 && counts.length !== given.length) {
    return invalidValue(
      `The parameters ${name}.Values and ${name}.Counts must be of the same size.`,
    );
  }
  const weighted = inOrder(given.map((each, place) => [each, counts[place] ?? 1] as const));
  const parts = weighted.map(([each, count]) => ({
    count,
    sum: each * count,
    min: each,
    max: each,
    values: null,
  }));
  const all = together(parts, false);
  return all === null ? missing(`${name}.Value`) : checked({ ...all, values: weighted }, name);
}

function statisticSet(set: Plain, name: string): Checked<Sample> {
  const of = (member: string): number => numberOf(memberOf(set, member)) ?? NaN;
  const sample = {
    count: of("SampleCount"),
    sum: of("Sum"),
    min: of("Minimum"),
    max: of("Maximum"),
    values: null,
  };
  if (!(sample.count > 0) || sample.min > sample.max) {
    return invalidValue(`The parameter ${name}.StatisticValues is no set of statistics.`); // Assumed: the words.
  }
  return checked(sample, name);
}

function checked(sample: Sample, name: string): Checked<Sample> {
  const isGood = [sample.sum, sample.min, sample.max, sample.count].every(
    (each) => Number.isFinite(each) && Math.abs(each) <= cloudwatchLimits.value,
  );
  return isGood
    ? sample
    : invalidValue(`The value ${sample.sum} for parameter ${name}.Value is invalid.`);
}

function datumOf(
  said: Plain,
  namespace: string,
  place: number,
  plane: ControlPlane,
): Checked<Datum> {
  const name = `MetricData.member.${place + 1}`;
  const sample = samplesOf(said, name);
  if (isRefused(sample)) return sample;
  const dimensions = listOf(memberOf(said, "Dimensions"));
  if (dimensions.length > cloudwatchLimits.dimensions) {
    return invalidValue(
      `The collection ${name}.Dimensions must not have a size greater than ${cloudwatchLimits.dimensions}.`,
    );
  }
  const now = clockOf(plane);
  const timestamp = memberOf(said, "Timestamp");
  const at = timestamp === undefined ? now : timeIn(timestamp);
  const { past, future } = cloudwatchLimits;
  if (at === null || at < now - past / 1_000 || at > now + future / 1_000) {
    return invalidValue(
      `The parameter ${name}.Timestamp must specify a time no more than two weeks in the past, and no more than two hours in the future.`, // Assumed: the words.
    );
  }
  const resolution = numberOf(memberOf(said, "StorageResolution")) ?? 60;
  if (resolution !== 1 && resolution !== 60) {
    return invalidValue(
      `The value ${resolution} for parameter ${name}.StorageResolution is not supported.`,
    ); // Assumed: the words.
  }
  return {
    metric: {
      namespace,
      name: textOf(memberOf(said, "MetricName"))!, // The model requires it.
      dimensions: dimensionsIn(memberOf(said, "Dimensions")),
    },
    unit: textOf(memberOf(said, "Unit")) ?? "None",
    at: at - plane.epochMilliseconds,
    isHighResolution: resolution === 1,
    sample,
  };
}

const putMetricData: Operation = {
  begin(params, plane) {
    const namespace = textOf(params["Namespace"])!; // The model requires it.
    if (namespace.startsWith("AWS/")) {
      return invalidValue("The value AWS/ for parameter Namespace is invalid.");
    }
    const said = listOf(params["MetricData"]);
    if (said.length > cloudwatchLimits.dataPerRequest) {
      return invalidValue(
        `The collection MetricData must not have a size greater than ${cloudwatchLimits.dataPerRequest}.`,
      );
    }
    if (sizeInUtf8(JSON.stringify(params)) > cloudwatchLimits.dataSize) {
      return { type: "refused", code: "RequestEntityTooLarge", message: "Request size exceeded" }; // Assumed: the words.
    }
    const data: Datum[] = [];
    for (const [place, each] of said.entries()) {
      const datum = datumOf(each, namespace, place, plane);
      if (isRefused(datum)) return datum;
      data.push(datum);
    }
    // Services that publish for the account are neither billed nor bounded.
    const isRequest = !plane.caller.principal.endsWith(".amazonaws.com");
    const input: PutData = { type: "putData", data, isRequest };
    const found = findMetrics(plane);
    if (found !== undefined) return { type: "ask", resource: found.number, input };
    metricsOf(plane, data); // Whoever is made by a call cannot be asked by it.
    return respond();
  },
  respond: () => ({}),
};

/** Asks for the metrics that there are, where any were needed. */
function beginListing(params: PlainObject, plane: ControlPlane): Step {
  const found = findMetrics(plane);
  return found === undefined
    ? listed([], params, plane)
    : { type: "ask", resource: found.number, input: { type: "listMetrics" } };
}

function listed(metrics: readonly ListedMetric[], params: PlainObject, plane: ControlPlane): Step {
  const now = plane.now / 1_000;
  const filters = listOf(params["Dimensions"]);
  const { listDelay, listedFor } = cloudwatchLimits;
  const isWanted = ({ namespace, name, dimensions, firstAt, lastAt }: ListedMetric): boolean =>
    (params["Namespace"] === undefined || params["Namespace"] === namespace) &&
    (params["MetricName"] === undefined || params["MetricName"] === name) &&
    now - firstAt >= listDelay / 1_000 &&
    now - lastAt <= (params["RecentlyActive"] === "PT3H" ? 10_800_000 : listedFor / 1_000) &&
    filters.every((filter) => {
      const value = memberOf(filter, "Value");
      const has = memberOf(dimensions, textOf(memberOf(filter, "Name")) ?? "");
      return has !== undefined && (value === undefined || value === has);
    });
  const taken = page(metrics.filter(isWanted), params["NextToken"], cloudwatchLimits.metricsPage);
  if (taken === null) return wrongToken;
  return respond({
    Metrics: taken.items.map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: shownDimensions(dimensions),
    })),
    OwningAccounts: [],
    ...(taken.next === null ? {} : { NextToken: taken.next }),
  });
}

/** Operations that put and list metrics. */
export const metricOperations: Operations = {
  PutMetricData: putMetricData,
  ListMetrics: {
    begin: beginListing,
    next: ([body], params, plane) =>
      listed((body as Extract<MetricsReply, { type: "metricsListed" }>).metrics, params, plane), // It answers so.
  },
};
