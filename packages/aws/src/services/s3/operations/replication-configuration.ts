import { minutes } from "@orrery/kernel";
import { listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ReplicationRule } from "../config.ts";
import { orderedKey } from "../store/key-order.ts";

/** The tags that a rule is about. */
export const tagsIn = (rule: PlainObject): readonly PlainObject[] => {
  const filter = objectOf(rule["Filter"]);
  return [
    ...listOf(objectOf(filter["And"])["Tags"]).map(objectOf),
    ...(filter["Tag"] === undefined ? [] : [objectOf(filter["Tag"])]),
  ];
};

/** Whether a part of a rule is switched on. */
export const isOn = (value: PlainObject[string] | undefined): boolean =>
  objectOf(value)["Status"] === "Enabled";

/** The name of a bucket in its ARN. */
export const bucketNamed = (arn: string): string => arn.slice(arn.lastIndexOf(":") + 1);

/** ARNs of the buckets that get copies. */
export const replicationTargets = (document: PlainObject): readonly string[] => [
  ...new Set(
    listOf(document["Rules"]).map(
      (rule) => textOf(objectOf(objectOf(rule)["Destination"])["Bucket"]) ?? "",
    ),
  ),
];

/** The rules that are in effect, those of higher priority first. */
export function replicationRules(
  document: PlainObject,
  destinations: readonly string[],
  isHere: (bucket: string) => boolean,
): readonly ReplicationRule[] {
  return listOf(document["Rules"])
    .map(objectOf)
    .map((rule, place) => ({ rule, place, priority: numberOf(rule["Priority"]) ?? -place }))
    .filter(({ rule }) => rule["Status"] === "Enabled")
    .sort((one, other) => other.priority - one.priority || one.place - other.place)
    .map(({ rule, place }) => ruleOf(rule, place, destinations, isHere));
}

function ruleOf(
  rule: PlainObject,
  place: number,
  destinations: readonly string[],
  isHere: (bucket: string) => boolean,
): ReplicationRule {
  const filter = objectOf(rule["Filter"]);
  const destination = objectOf(rule["Destination"]);
  const arn = textOf(destination["Bucket"])!; // It was checked.
  const time = destination["ReplicationTime"];
  const criteria = objectOf(rule["SourceSelectionCriteria"]);
  return {
    id: textOf(rule["ID"]) ?? `rule-${place + 1}`,
    prefix: orderedKey(
      textOf(rule["Prefix"]) ??
        textOf(filter["Prefix"]) ??
        textOf(objectOf(filter["And"])["Prefix"]) ??
        "",
    ),
    tags: tagsIn(rule).map(({ Key, Value }) => ({
      key: textOf(Key) ?? "",
      value: textOf(Value) ?? "",
    })),
    destination: destinations.indexOf(arn),
    arn,
    isBucket: isHere(bucketNamed(arn)),
    storageClass: textOf(destination["StorageClass"]) ?? null,
    // The older form of a configuration copies them all.
    copiesMarkers: rule["Filter"] === undefined || isOn(rule["DeleteMarkerReplication"]),
    copiesKms: isOn(criteria["SseKmsEncryptedObjects"]),
    threshold: isOn(time)
      ? minutes(numberOf(objectOf(objectOf(time)["Time"])["Minutes"]) ?? 15)
      : null,
    isTold: isOn(time) || isOn(destination["Metrics"]),
  };
}
