import { refused, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { sqsLimits } from "../limits.ts";
import { documentOf, isFifo, recordOf } from "./queue-record.ts";
import { sqsQueueByArn } from "./queue-location.ts";
import { isObject, spelled } from "../../../request/params.ts";
import { invalid, invalidValue, type Checked } from "./refusals.ts";

/** A queue that wants a dead-letter queue. */
export interface RedriveSource {
  readonly arn: string;
  readonly fifo: boolean;
}

/** A redrive policy as SQS shows it, or what AWS has against it; empty to take it away. */
export function redrivePolicyIn(
  text: string,
  source: RedriveSource,
  plane: ControlPlane,
): Checked<string> {
  if (text === "") return text;
  const policy = documentOf(text);
  if (!isObject(policy)) {
    return invalid(
      "Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map.",
    );
  }
  const refusal = (reason: string) => invalidValue(text, "RedrivePolicy", reason);
  const { maxReceiveCount, deadLetterTargetArn } = policy;
  for (const name of ["maxReceiveCount", "deadLetterTargetArn"]) {
    if ((policy[name] ?? null) === null) {
      return refusal(`Redrive policy does not contain mandatory attribute: ${name}.`);
    }
  }
  if (!isReceiveCount(spelled(maxReceiveCount))) {
    return refusal(
      `Invalid value for maxReceiveCount: ${spelled(maxReceiveCount)}, valid values are from 1 to 1000 both inclusive.`,
    );
  }
  if (Object.keys(policy).length > 2) {
    return refusal(
      "Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount].",
    );
  }
  const wrongTarget = againstTarget(spelled(deadLetterTargetArn), source, plane);
  return wrongTarget === undefined ? JSON.stringify(policy) : refusal(wrongTarget);
}

function isReceiveCount(text: string): boolean {
  const { min, max } = sqsLimits.maxReceiveCount;
  return /^\d{1,4}$/.test(text) && Number(text) >= min && Number(text) <= max;
}

function againstTarget(
  arn: string,
  source: RedriveSource,
  plane: ControlPlane,
): string | undefined {
  const parts = arn.split(":");
  if (parts.length !== 6 || parts[0] !== "arn") {
    return "Dead-letter target ARN should be fully qualified ARN.";
  }
  if (parts[2] !== "sqs") return "Only SQS queues are valid resources for deadLetterTargetArn.";
  if (parts[4] !== plane.accountId) {
    return "Dead letter target owner should be same as the source.";
  }
  const target = sqsQueueByArn(arn, plane);
  if (target === undefined) return "Dead letter target does not exist.";
  const { attributes } = recordOf(target);
  if (isFifo(attributes) !== source.fifo) {
    return "Dead-letter queue must be same type of queue as the source..";
  }
  return isAllowed(source.arn, attributes["RedriveAllowPolicy"])
    ? undefined
    : "Dead letter target does not allow this queue as its source.";
}

function isAllowed(source: string, text: string | undefined): boolean {
  const policy = documentOf(text);
  if (!isObject(policy)) return true;
  const { redrivePermission, sourceQueueArns } = policy;
  if (redrivePermission !== "byQueue") return redrivePermission === "allowAll";
  return Array.isArray(sourceQueueArns) && sourceQueueArns.includes(source);
}

/** A redrive allow policy as SQS shows it, or what AWS has against it; empty to take it away. */
export function redriveAllowPolicyIn(text: string): Checked<string> {
  if (text === "") return text;
  const policy = documentOf(text);
  if (!isObject(policy)) return unsupportedFormat;
  const { redrivePermission, sourceQueueArns = null, ...others } = policy;
  const hasFormat =
    ["allowAll", "denyAll", "byQueue"].some((permission) => permission === redrivePermission) &&
    Object.keys(others).length === 0 &&
    (sourceQueueArns === null || isTexts(sourceQueueArns));
  if (!hasFormat) return unsupportedFormat;
  const sources = isTexts(sourceQueueArns) ? sourceQueueArns.length : 0;
  const wrong = againstSources(redrivePermission === "byQueue", sources);
  if (wrong === undefined) return JSON.stringify(policy);
  const reason = `Amazon SQS can't create the redrive allow policy. ${wrong}`;
  return invalidValue(text, "RedriveAllowPolicy", reason);
}

const unsupportedFormat: Refused = refused(
  "InvalidParameterValue",
  "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format.",
);

function againstSources(byQueue: boolean, sources: number): string | undefined {
  if (!byQueue) {
    return sources === 0
      ? undefined
      : "To specify one or more source queue ARNs, you must set redrivePermission to byQueue.";
  }
  if (sources === 0) {
    return "When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values.";
  }
  return sources <= sqsLimits.redriveAllowSources
    ? undefined
    : "The maximum number of source queue ARNs you can specify is 10.";
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");
