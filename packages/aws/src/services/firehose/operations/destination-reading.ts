import { ConfigError, inSeconds, seconds } from "@orrery/kernel";
import { listOf, memberOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import type { NotModeled, PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import {
  resolveDeliveryStreamConfig,
  type BucketPlace,
  type DeliveryStreamConfig,
  type DeliveryStreamSettings,
  type PartitionQuery,
  type TransformConfig,
} from "../config.ts";
import { bufferIntervals, bufferSizes, mebibyte, type DestinationName } from "../limits.ts";
import { defaultErrorPrefix, expressionsIn, fromQuery, unreadableIn } from "../object-key.ts";
import { invalid } from "./delivery-stream-record.ts";

/** A destination of the API: how its parameter begins, and what Firehose's metrics call it. */
interface DestinationParameter {
  readonly parameter: string;
  readonly name: DestinationName;
  /** The member that says where it is. */
  readonly place: string;
}

const destinations: readonly DestinationParameter[] = [
  { parameter: "ExtendedS3", name: "S3", place: "BucketARN" },
  { parameter: "S3", name: "S3", place: "BucketARN" },
  { parameter: "Redshift", name: "Redshift", place: "ClusterJDBCURL" },
  { parameter: "Amazonopensearchservice", name: "AmazonOpenSearchService", place: "DomainARN" },
  {
    parameter: "AmazonOpenSearchServerless",
    name: "AmazonOpenSearchServerless",
    place: "CollectionEndpoint",
  },
  { parameter: "Elasticsearch", name: "Elasticsearch", place: "DomainARN" },
  { parameter: "Splunk", name: "Splunk", place: "HECEndpoint" },
  { parameter: "HttpEndpoint", name: "HttpEndpoint", place: "EndpointConfiguration" },
  { parameter: "Snowflake", name: "Snowflake", place: "AccountUrl" },
  { parameter: "Iceberg", name: "Iceberg", place: "CatalogConfiguration" },
];

/** The destination that a request configures; `ending`: `DestinationConfiguration`, or `DestinationUpdate`. */
export function destinationIn(
  params: PlainObject,
  ending: "DestinationConfiguration" | "DestinationUpdate",
): { readonly parameter: string; readonly configuration: PlainObject } | Refused {
  const given = destinations.filter(({ parameter }) => params[parameter + ending] !== undefined);
  const [one] = given;
  if (one === undefined || given.length > 1) {
    return invalid("Exactly one destination configuration is supported for a Firehose"); // Assumed: the words.
  }
  const configuration = objectOf(params[one.parameter + ending]);
  return { parameter: one.parameter, configuration };
}

/** How a delivery stream is to be made, by the parameters of its destination. */
export function configIn(
  parameter: string,
  configuration: PlainObject,
): DeliveryStreamConfig | Refused | NotModeled {
  const { name, place } = destinations.find((each) => each.parameter === parameter)!; // It was read so.
  const processing = processingIn(objectOf(configuration["ProcessingConfiguration"]));
  if ("type" in processing) return processing;
  const isBucket = name === "S3";
  const prefix = (isBucket ? textOf(configuration["Prefix"]) : undefined) ?? "";
  const errorOutputPrefix = textOf(configuration["ErrorOutputPrefix"]) ?? null;
  const isPartitioned =
    memberOf(configuration["DynamicPartitioningConfiguration"], "Enabled") === true;
  const wrong = againstPrefixes(prefix, errorOutputPrefix, { ...processing, isPartitioned });
  if (wrong !== null) return wrong;
  const hints = objectOf(configuration["BufferingHints"]);
  const size = numberOf(hints["SizeInMBs"]);
  const interval = numberOf(hints["IntervalInSeconds"]);
  const retry = numberOf(memberOf(configuration["RetryOptions"], "DurationInSeconds"));
  const backsUp = configuration["S3BackupMode"] === "Enabled";
  const beside = isBucket
    ? configuration["S3BackupConfiguration"]
    : configuration["S3Configuration"];
  const bucket = beside === undefined ? null : bucketIn(objectOf(beside));
  if (isBucket && backsUp && bucket === null) {
    return invalid("S3BackupConfiguration is required when S3BackupMode is Enabled"); // Likewise.
  }
  return {
    destination: name,
    role: textOf(configuration["RoleARN"]) ?? textOf(memberOf(beside, "RoleARN")) ?? null,
    bucketArn: placeIn(configuration[place], place),
    prefix,
    errorOutputPrefix,
    fileExtension: textOf(configuration["FileExtension"]) ?? "",
    ...(size === undefined ? {} : { bufferSize: size * mebibyte }),
    ...(interval === undefined ? {} : { bufferInterval: seconds(interval) }),
    ...(retry === undefined ? {} : { destinationRetry: seconds(retry) }),
    transform: processing.transform,
    backup: isBucket ? (backsUp ? bucket : null) : backsUpAll(configuration) ? bucket : null,
    failures: isBucket ? null : bucket,
    partitioning: isPartitioned ? { queries: processing.queries } : null,
    appendsNewline: processing.appendsNewline,
  };
}

/** Where a destination is: a text, or the text in it that says so. */
function placeIn(value: PlainObject[string] | undefined, member: string): string {
  const text =
    textOf(value) ?? textOf(memberOf(value, "Url")) ?? textOf(memberOf(value, "CatalogARN"));
  return text ?? member;
}

const backsUpAll = ({ S3BackupMode: mode }: PlainObject): boolean =>
  mode === "AllDocuments" || mode === "AllEvents" || mode === "AllData" || mode === "Enabled";

function bucketIn(configuration: PlainObject): Omit<BucketPlace, "kind"> {
  const hints = objectOf(configuration["BufferingHints"]);
  const prefix = textOf(configuration["Prefix"]) ?? "";
  return {
    arn: textOf(configuration["BucketARN"]) ?? "",
    prefix,
    errorPrefix: textOf(configuration["ErrorOutputPrefix"]) ?? defaultErrorPrefix(prefix),
    extension: "",
    bufferSize: (numberOf(hints["SizeInMBs"]) ?? bufferSizes.S3.default / mebibyte) * mebibyte,
    bufferInterval: seconds(
      numberOf(hints["IntervalInSeconds"]) ?? inSeconds(bufferIntervals.S3.default),
    ),
  };
}

interface Processing {
  readonly transform: TransformConfig | null;
  readonly queries: readonly PartitionQuery[];
  readonly appendsNewline: boolean;
}

function processingIn(processing: PlainObject): Processing | Refused | NotModeled {
  let transform: TransformConfig | null = null;
  let queries: readonly PartitionQuery[] = [];
  let appendsNewline = false;
  if (processing["Enabled"] !== true) return { transform, queries, appendsNewline };
  for (const processor of listOf(processing["Processors"])) {
    const type = textOf(memberOf(processor, "Type"));
    const parameters = new Map(
      listOf(memberOf(processor, "Parameters")).map((each) => [
        textOf(memberOf(each, "ParameterName")) ?? "",
        textOf(memberOf(each, "ParameterValue")) ?? "",
      ]),
    );
    if (type === "Lambda") {
      const arn = parameters.get("LambdaArn");
      if (arn === undefined) return invalid("LambdaArn is required for a Lambda processor"); // Assumed: the words.
      transform = { arn, ...numbersIn(parameters) };
    } else if (type === "AppendDelimiterToRecord") {
      appendsNewline = true;
    } else if (type === "MetadataExtraction") {
      const read = queriesIn(parameters.get("MetadataExtractionQuery") ?? "");
      if (read === null)
        return notModeled("Queries of dynamic partitioning other than `{name: .member.member}`");
      queries = read;
    } else {
      return notModeled(`The processor ${type ?? "without a type"}`);
    }
  }
  return { transform, queries, appendsNewline };
}

const notModeled = (what: string): NotModeled => ({
  type: "notModeled",
  what: `${what} of delivery streams ${what.startsWith("Queries") ? "are" : "is"} not modeled.`,
});

function numbersIn(
  parameters: ReadonlyMap<string, string>,
): Pick<TransformConfig, "retries" | "bufferSize" | "bufferInterval"> {
  const number = (name: string) => {
    const text = parameters.get(name);
    return text === undefined || text === "" ? undefined : Number(text);
  };
  const retries = number("NumberOfRetries");
  const size = number("BufferSizeInMBs");
  const interval = number("BufferIntervalInSeconds");
  return {
    ...(retries === undefined ? {} : { retries }),
    ...(size === undefined ? {} : { bufferSize: Math.round(size * mebibyte) }),
    ...(interval === undefined ? {} : { bufferInterval: seconds(interval) }),
  };
}

const queryText = /^\{(.*)\}$/s;
const member = /^\s*"?([A-Za-z_]\w*)"?\s*:\s*((?:\.[A-Za-z_]\w*)+)\s*$/;

/** Queries that are paths, such as `{customer: .order.customer}`; `null`: they are something else. */
export function queriesIn(query: string): readonly PartitionQuery[] | null {
  const [, inside] = queryText.exec(query.trim()) ?? [];
  if (inside === undefined) return null;
  const queries: PartitionQuery[] = [];
  for (const part of inside.split(",")) {
    const [, name, path] = member.exec(part) ?? [];
    if (name === undefined || path === undefined) return null;
    queries.push({ name, path: path.slice(1).split(".") });
  }
  return queries;
}

function againstPrefixes(
  prefix: string,
  errorPrefix: string | null,
  { queries, isPartitioned }: Pick<Processing, "queries"> & { readonly isPartitioned: boolean },
): Refused | NotModeled | null {
  const found = expressionsIn(prefix);
  const unknown = unreadableIn(prefix) ?? unreadableIn(errorPrefix ?? "");
  if (unknown !== null) return notModeled(`The expression ${unknown} of prefixes`);
  const needsKeys = found.some(({ namespace }) => namespace.startsWith("partitionKey"));
  // Assumed: the words of all three.
  if (needsKeys && !isPartitioned) {
    return invalid(
      "Dynamic Partitioning must be enabled when the S3 prefix contains partition key expressions",
    );
  }
  if (isPartitioned && !needsKeys) {
    return invalid(
      "S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled",
    );
  }
  const names = new Set(queries.map(({ name }) => name));
  const missing = found.find(
    ({ namespace, expression }) => namespace === fromQuery && !names.has(expression),
  );
  if (missing !== undefined) {
    return invalid(
      `MetadataExtractionQuery has no key ${missing.expression}, which the S3 prefix names`,
    );
  }
  return found.length > 0 && errorPrefix === null
    ? invalid("ErrorOutputPrefix cannot be null or empty when Prefix contains expressions")
    : null;
}

/** Which delivery stream settings are for. */
export interface SettingsFor {
  readonly stream: number;
  readonly name: string;
  readonly arn: string;
  readonly version: number;
}

/** The settings of a machine. @throws ConfigError where a value is out of its range. */
export const settingsOf = (
  { stream, name, arn, version }: SettingsFor,
  config: DeliveryStreamConfig,
  plane: ControlPlane,
): DeliveryStreamSettings =>
  resolveDeliveryStreamConfig(name, config, {
    stream,
    arn,
    version,
    region: plane.region,
    epochMilliseconds: plane.epochMilliseconds,
    kindOf: (each) => plane.target(each)?.kind ?? null,
    quota: (each) => plane.quota(each),
    assumptions: plane.assumptions,
  });

/** What is out of range in a configuration, as a refusal; `null`: nothing is. */
export function againstRanges(
  config: DeliveryStreamConfig,
  name: string,
  plane: ControlPlane,
): Refused | null {
  try {
    settingsOf({ stream: 1, name, arn: "", version: 1 }, config, plane);
    return null;
  } catch (error) {
    if (error instanceof ConfigError) return invalid(error.message);
    throw error;
  }
}
