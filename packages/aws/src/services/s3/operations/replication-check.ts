import { listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { s3Limits } from "../limits.ts";
import { bucketKindName, keptOf, malformed } from "./bucket-record.ts";
import { bucketNamed, isOn, tagsIn } from "./replication-configuration.ts";

const invalid = (message: string): Refused => refused("InvalidRequest", message);

/** The words of S3 for what only newer configurations have to say. */
const needs = (what: string): Refused =>
  invalid(
    `${what} must be specified for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.`,
  );

/** What is wrong with a configuration of copies; `null` for nothing. */
export function againstReplication(
  document: PlainObject,
  bucket: Resource,
  plane: ControlPlane,
): Refused | null {
  if (keptOf(bucket).versioning !== "Enabled") {
    return invalid(
      "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
    );
  }
  const rules = listOf(document["Rules"]).map(objectOf);
  if (rules.length === 0 || rules.length > s3Limits.lifecycleRules) return malformed;
  const ids = rules.flatMap(({ ID }) => (textOf(ID) === undefined ? [] : [textOf(ID)]));
  if (new Set(ids).size < ids.length) {
    return invalid("Rule Id must be unique. Found same Id for more than one rule");
  }
  const priorities = new Set<string>();
  for (const rule of rules) {
    const against = againstRule(rule) ?? againstDestination(rule, bucket, plane);
    if (against !== null) return against;
    const { Priority = null } = rule;
    if (Priority === null) continue;
    const place = `${numberOf(Priority)} ${textOf(objectOf(rule["Destination"])["Bucket"])}`;
    if (priorities.has(place)) {
      return invalid(`Found duplicate priority ${numberOf(Priority)}. Priority must be unique.`);
    }
    priorities.add(place);
  }
  return null;
}

function againstRule(rule: PlainObject): Refused | null {
  const destination = objectOf(rule["Destination"]);
  if (rule["Filter"] === undefined && rule["Prefix"] === undefined) return malformed;
  if (rule["Filter"] !== undefined) {
    if (rule["Prefix"] !== undefined) return malformed;
    if (rule["Priority"] === undefined) return needs("Priority");
    if (rule["DeleteMarkerReplication"] === undefined) return needs("DeleteMarkerReplication");
    if (isOn(rule["DeleteMarkerReplication"]) && tagsIn(rule).length > 0) {
      return invalid(
        "Delete marker replication is not supported if any Tag filter is specified. Please refer to S3 Developer Guide for more information.",
      );
    }
  }
  if (isOn(destination["ReplicationTime"]) && !isOn(destination["Metrics"])) {
    return invalid(
      "Replication destination must contain both ReplicationTime and Metrics or neither.",
    );
  }
  return null;
}

function againstDestination(
  rule: PlainObject,
  { name }: Resource,
  plane: ControlPlane,
): Refused | null {
  const destination = objectOf(rule["Destination"]);
  const arn = textOf(destination["Bucket"]) ?? "";
  if (!/^arn:[^:]+:s3:::.+$/.test(arn)) {
    return refused("InvalidArgument", "Invalid destination bucket ARN.");
  }
  if (bucketNamed(arn) === name) {
    return invalid("Destination bucket cannot be the same as the source bucket.");
  }
  const account = textOf(destination["Account"]);
  if (account !== undefined && account !== plane.accountId) return null;
  const found = plane.find(bucketKindName, bucketNamed(arn));
  if (found === undefined) return invalid("Destination bucket must exist.");
  return keptOf(found).versioning === "Enabled"
    ? null
    : invalid("Destination bucket must have versioning enabled.");
}
