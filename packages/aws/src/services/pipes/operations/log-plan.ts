import { listOf, memberOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { LogLevel, LogPlan } from "../config.ts";
import { bucketArnOf } from "../pipes-to-s3.ts";

const configIn = (params: PlainObject) => params["LogConfiguration"];

const bucketIn = (params: PlainObject) => memberOf(configIn(params), "S3LogDestination");

const groupArnIn = (params: PlainObject): string | undefined =>
  textOf(memberOf(memberOf(configIn(params), "CloudwatchLogsLogDestination"), "LogGroupArn"));

/** The log group that a pipe's record names; `undefined`: none. */
export function groupIn(record: PlainObject): string | undefined {
  const arn = groupArnIn((record["shown"] ?? {}) as PlainObject); // Parameters of the request.
  return arn?.split(":log-group:")[1]?.split(":")[0];
}

/** The ARNs of what takes the log of a pipe, beside a log group; `undefined`: nothing does. */
export function logTakersIn(
  params: PlainObject,
  plane: Pick<ControlPlane, "partition">,
): { readonly stream: string | undefined; readonly bucket: string | undefined } {
  if (levelIn(params) === null) return { stream: undefined, bucket: undefined };
  const stream = memberOf(configIn(params), "FirehoseLogDestination");
  const bucket = textOf(memberOf(bucketIn(params), "BucketName"));
  return {
    stream: textOf(memberOf(stream, "DeliveryStreamArn")),
    bucket: bucket === undefined ? undefined : bucketArnOf(bucket, plane),
  };
}

/** `null`: nothing is logged. */
function levelIn(params: PlainObject): LogLevel | null {
  const level = textOf(memberOf(configIn(params), "Level")) ?? "OFF";
  return level === "OFF" ? null : (level as LogLevel); // As the model says.
}

/** The kinds of what takes the log of a pipe. */
export interface LogEnds {
  readonly logStream: string | null;
  readonly logBucket: string | null;
}

/** What a pipe logs, and where; `null`: nothing. */
export function loggingIn(
  params: PlainObject,
  { logStream, logBucket }: LogEnds,
  plane: Pick<ControlPlane, "partition" | "keepsLogs">,
): LogPlan | null {
  const level = levelIn(params);
  if (level === null) return null;
  const { stream, bucket } = logTakersIn(params, plane);
  const prefix = textOf(memberOf(bucketIn(params), "Prefix")) ?? "";
  return {
    level,
    hasData: listOf(memberOf(configIn(params), "IncludeExecutionData")).includes("ALL"),
    isKept: plane.keepsLogs && groupArnIn(params) !== undefined,
    stream: stream === undefined ? null : { kind: logStream },
    bucket: bucket === undefined ? null : { kind: logBucket, prefix },
  };
}
