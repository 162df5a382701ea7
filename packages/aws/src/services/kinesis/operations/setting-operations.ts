import { hours } from "@orrery/kernel";
import { memberOf, numberOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { StreamMode } from "../config.ts";
import { kinesisLimits } from "../limits.ts";
import { againstRecordSize } from "./stream-operations.ts";
import {
  activeStream,
  changeStream,
  invalid,
  isRefused,
  keptOf,
  respond,
} from "./stream-record.ts";

/** Operations that change how a stream is set. */
export const settingOperations: Operations = {
  IncreaseStreamRetentionPeriod: { begin: (params, plane) => setRetention(params, plane, "up") },
  DecreaseStreamRetentionPeriod: { begin: (params, plane) => setRetention(params, plane, "down") },
  UpdateStreamMode: { begin: updateMode },
  UpdateMaxRecordSize: { begin: updateRecordSize },
  UpdateStreamWarmThroughput: { begin: updateWarmThroughput },
  EnableEnhancedMonitoring: { begin: (params, plane) => setMonitoring(params, plane, true) },
  DisableEnhancedMonitoring: { begin: (params, plane) => setMonitoring(params, plane, false) },
  StartStreamEncryption: { begin: startEncryption },
  StopStreamEncryption: { begin: stopEncryption },
};

const inHours = (duration: number): number => duration / hours(1);

function setRetention(params: PlainObject, plane: ControlPlane, way: "up" | "down"): Step {
  const stream = activeStream(params, plane);
  if (isRefused(stream)) return stream;
  const wanted = numberOf(params["RetentionPeriodHours"])!; // It is there.
  const [min, max] = [kinesisLimits.retention.min, kinesisLimits.retention.max].map(inHours);
  if (wanted < min!) {
    return invalid(
      `Minimum allowed retention period is ${min} hours. Requested retention period (${wanted} hours) is too short.`,
    );
  }
  if (wanted > max!) {
    return invalid(
      `Maximum allowed retention period is ${max} hours. Requested retention period (${wanted} hours) is too long.`,
    );
  }
  const { retentionHours } = keptOf(stream);
  if (way === "up" && wanted < retentionHours) {
    return invalid(
      `Requested retention period (${wanted} hours) for stream ${stream.name} can not be shorter than existing retention period (${retentionHours} hours). Use DecreaseRetentionPeriod API.`,
    );
  }
  if (way === "down" && wanted > retentionHours) {
    return invalid(
      `Requested retention period (${wanted} hours) for stream ${stream.name} can not be longer than existing retention period (${retentionHours} hours). Use IncreaseRetentionPeriod API.`,
    );
  }
  changeStream(stream, { retentionHours: wanted }, plane);
  return respond();
}

const day = 86_400_000_000;

function updateMode(params: PlainObject, plane: ControlPlane): Step {
  const stream = activeStream(params, plane);
  if (isRefused(stream)) return stream;
  const mode = textOf(memberOf(params["StreamModeDetails"], "StreamMode")) as StreamMode; // By the model.
  const { mode: before, modeChanges } = keptOf(stream);
  if (mode === before) return respond();
  const recent = modeChanges.filter((at) => plane.now - at < day);
  if (recent.length >= kinesisLimits.modeSwitches) {
    return refused(
      "LimitExceededException",
      `Stream ${stream.name} under account ${plane.accountId} was switched ${recent.length} times in 24 hours.`, // Assumed: the words.
    );
  }
  changeStream(stream, { mode, modeChanges: [...recent, plane.now] }, plane);
  return respond();
}

function updateRecordSize(params: PlainObject, plane: ControlPlane): Step {
  const stream = activeStream(params, plane);
  if (isRefused(stream)) return stream;
  const wrong = againstRecordSize(params, plane);
  if (wrong !== null) return wrong;
  const maximumRecordKibibytes = numberOf(params["MaxRecordSizeInKiB"])!; // It is there.
  changeStream(stream, { maximumRecordKibibytes }, plane);
  return respond();
}

function updateWarmThroughput(params: PlainObject, plane: ControlPlane): Step {
  const stream = activeStream(params, plane);
  if (isRefused(stream)) return stream;
  const warmThroughput = numberOf(params["WarmThroughputMiBps"])!; // It is there.
  changeStream(stream, { warmThroughput }, plane);
  return respond({
    StreamARN: stream.arn,
    StreamName: stream.name,
    WarmThroughput: { TargetMiBps: warmThroughput, CurrentMiBps: warmThroughput },
  });
}

const allMetrics = [
  "IncomingBytes",
  "IncomingRecords",
  "OutgoingBytes",
  "OutgoingRecords",
  "WriteProvisionedThroughputExceeded",
  "ReadProvisionedThroughputExceeded",
  "IteratorAgeMilliseconds",
];

function setMonitoring(params: PlainObject, plane: ControlPlane, isOn: boolean): Step {
  const stream = activeStream(params, plane);
  if (isRefused(stream)) return stream;
  const { monitoring } = keptOf(stream);
  const given = textsOf(params["ShardLevelMetrics"]);
  const isAll = given.includes("ALL");
  const named = (metric: string) => isAll || given.includes(metric);
  const desired = allMetrics.filter((metric) =>
    isOn
      ? named(metric) || monitoring.includes(metric)
      : !named(metric) && monitoring.includes(metric),
  );
  changeStream(stream, { monitoring: desired }, plane);
  return respond({
    StreamName: stream.name,
    CurrentShardLevelMetrics: monitoring,
    // What was asked for as all is shown as all.
    DesiredShardLevelMetrics: isOn && isAll ? ["ALL"] : desired,
    StreamARN: stream.arn,
  });
}

function startEncryption(params: PlainObject, plane: ControlPlane): Step {
  const stream = activeStream(params, plane);
  if (isRefused(stream)) return stream;
  changeStream(stream, { encryptionKey: textOf(params["KeyId"])! }, plane); // It is there.
  return respond();
}

function stopEncryption(params: PlainObject, plane: ControlPlane): Step {
  const stream = activeStream(params, plane);
  if (isRefused(stream)) return stream;
  changeStream(stream, { encryptionKey: null }, plane);
  return respond();
}
