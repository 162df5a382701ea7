import type { Plain } from "@orrery/kernel";
import { listOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { serviceCaller } from "../../../service/caller.ts";
import type { NotificationRule } from "../config.ts";
import type { DestinationKind } from "../destination-kind.ts";
import { s3Limits } from "../limits.ts";
import { s3ToLambda } from "../s3-to-lambda.ts";
import { s3ToSns } from "../s3-to-sns.ts";
import { s3ToSqs } from "../s3-to-sqs.ts";
import { orderedKey } from "../store/key-order.ts";

/** What a configuration may lead to. */
const kinds: readonly DestinationKind[] = [s3ToSns, s3ToSqs, s3ToLambda];

/** All events that a configuration can name, without `s3:`; those of a group come together. */
const eventNames: Readonly<Record<string, readonly string[]>> = {
  ObjectCreated: ["Put", "Post", "Copy", "CompleteMultipartUpload"],
  ObjectRemoved: ["Delete", "DeleteMarkerCreated"],
  ObjectRestore: ["Post", "Completed", "Delete"],
  Replication: [
    "OperationFailedReplication",
    "OperationMissedThreshold",
    "OperationReplicatedAfterThreshold",
    "OperationNotTracked",
  ],
  LifecycleExpiration: ["Delete", "DeleteMarkerCreated"],
  ObjectTagging: ["Put", "Delete"],
  ObjectAnnotation: ["Put", "Delete"],
};
const single = [
  "ReducedRedundancyLostObject",
  "LifecycleTransition",
  "IntelligentTiering",
  "ObjectAcl:Put",
];

/** The names that an event of a configuration stands for; empty: it is none. */
function namesOf(event: string): readonly string[] {
  const name = event.replace(/^s3:/, "");
  if (single.includes(name)) return [name];
  const [group = "", rest = ""] = name.split(":");
  const names = Object.hasOwn(eventNames, group) ? eventNames[group]! : [];
  return names.filter((each) => rest === "*" || rest === each).map((each) => `${group}:${each}`);
}

interface Configuration {
  readonly said: PlainObject;
  readonly kind: DestinationKind;
  readonly arn: string;
  readonly names: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

const configurationsIn = (document: PlainObject): readonly Configuration[] =>
  kinds.flatMap((kind) =>
    listOf(document[kind.list]).map((each) => {
      const said = objectOf(each);
      const filters = filtersIn(said);
      const valueOf = (name: string) =>
        filters.find(({ Name }) => textOf(Name)?.toLowerCase() === name)?.["Value"];
      return {
        said,
        kind,
        arn: textOf(said[kind.arn]) ?? "",
        names: textsOf(said["Events"]).flatMap(namesOf),
        prefix: decoded(textOf(valueOf("prefix")) ?? ""),
        suffix: decoded(textOf(valueOf("suffix")) ?? ""),
      };
    }),
  );

const filtersIn = (said: PlainObject): readonly PlainObject[] =>
  listOf(objectOf(objectOf(said["Filter"])["Key"])["FilterRules"]).map(objectOf);

/** Values are written as keys of events are: with `+` for a space. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    return value;
  }
}

/** The rules of a document, as the machine follows them. */
export function rulesIn(
  document: PlainObject,
  bus: string,
): readonly Omit<NotificationRule, "destination" | "kind">[] {
  const rules = configurationsIn(document).map(
    ({ said, arn, names, prefix, suffix }): Omit<NotificationRule, "destination" | "kind"> => ({
      id: textOf(said["Id"]) ?? "",
      arn,
      form: "records",
      events: names,
      prefix: orderedKey(prefix),
      suffix: orderedKey(suffix),
    }),
  );
  if (document["EventBridgeConfiguration"] === undefined) return rules;
  return [...rules, { id: "", arn: bus, form: "event", events: null, prefix: "", suffix: "" }];
}

/** A document with the ids that S3 gives, and names of filters as S3 shows them. */
export function completed(document: PlainObject, newId: () => string): PlainObject {
  const lists = kinds.flatMap(({ list }) => {
    const all = listOf(document[list]).map((each) => {
      const said = objectOf(each);
      const filters = filtersIn(said).map(({ Name, Value }) => ({
        Name: titled(textOf(Name) ?? ""),
        Value: Value ?? "",
      }));
      return {
        ...said,
        Id: said["Id"] ?? newId(),
        ...(said["Filter"] === undefined ? {} : { Filter: { Key: { FilterRules: filters } } }),
      };
    });
    return all.length === 0 ? [] : [[list, all] as const];
  });
  const bus = document["EventBridgeConfiguration"];
  return Object.fromEntries<Plain>([
    ...lists,
    ...(bus === undefined || bus === null ? [] : [["EventBridgeConfiguration", bus] as const]),
  ]);
}

const titled = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).toLowerCase();

/** The ARNs that a document leads to. */
export const destinationsIn = (document: PlainObject, bus: string): readonly string[] => [
  ...new Set(rulesIn(document, bus).map(({ arn }) => arn)),
];

const invalid = (message: string, details: PlainObject): Refused =>
  refused("InvalidArgument", message, details);

/** What is wrong with a document; `null` for nothing. `skips`: destinations may be what they are. */
export function againstNotification(
  document: PlainObject,
  skips: boolean,
  bucketArn: string,
  plane: ControlPlane,
): Refused | null {
  const all = configurationsIn(document);
  if (all.length > s3Limits.notificationConfigurations) {
    return refused(
      "TooManyConfigurations",
      "You have attempted to create more configurations than is allowed.",
    );
  }
  // ARNs are read first: those that are none are told before anything else.
  for (const { arn, kind } of all) {
    if (arn.split(":").length < 6) {
      return invalid("The ARN could not be parsed", {
        ArgumentName: kind.argument,
        ArgumentValue: arn,
      });
    }
  }
  for (const each of all) {
    const against = againstOne(each);
    if (against !== null) return against;
  }
  const ids = all.flatMap(({ said }) => (said["Id"] === undefined ? [] : [textOf(said["Id"])]));
  if (new Set(ids).size < ids.length) {
    return invalid("Same ID used for multiple configurations. IDs must be unique", {});
  }
  return againstOverlap(all) ?? (skips ? null : againstDestinations(all, bucketArn, plane));
}

function againstOne({ said, kind, arn }: Configuration): Refused | null {
  if (arn.split(":")[2] !== kind.service) {
    return invalid("The ARN could not be parsed", {
      ArgumentName: kind.argument,
      ArgumentValue: arn,
    });
  }
  for (const event of textsOf(said["Events"])) {
    if (namesOf(event).length === 0) {
      return invalid("The event is not supported for notifications", {
        ArgumentName: "Event",
        ArgumentValue: event,
      });
    }
  }
  const seen = new Set<string>();
  for (const { Name, Value } of filtersIn(said)) {
    const name = textOf(Name) ?? "";
    const lower = name.toLowerCase();
    if (lower !== "prefix" && lower !== "suffix") {
      return invalid("filter rule name must be either prefix or suffix", {
        ArgumentName: "FilterRule.Name",
        ArgumentValue: name,
      });
    }
    if (seen.has(lower)) {
      return invalid(`Cannot specify more than one ${lower} rule in a filter.`, {
        ArgumentName: "FilterRule.Name",
        ArgumentValue: name,
      });
    }
    seen.add(lower);
    if ((textOf(Value) ?? "").length > s3Limits.filterValue) {
      return invalid("Size of filter rule value cannot exceed 1024 bytes in UTF-8 encoding", {
        ArgumentName: "FilterRule.Value",
        ArgumentValue: textOf(Value) ?? "",
      });
    }
  }
  return null;
}

/** Two configurations may not want the same event of the same key. */
function againstOverlap(all: readonly Configuration[]): Refused | null {
  const overlap = all.some((one, place) =>
    all
      .slice(0, place)
      .some(
        (other) =>
          one.names.some((name) => other.names.includes(name)) &&
          (one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix)) &&
          (one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix)),
      ),
  );
  return overlap
    ? invalid(
        "Configurations overlap. Configurations on the same bucket cannot share a common event type.",
        {},
      )
    : null;
}

/** Destinations that are not there, or do not let S3 in. */
function againstDestinations(
  all: readonly Configuration[],
  bucketArn: string,
  plane: ControlPlane,
): Refused | null {
  const caller = serviceCaller("s3", bucketArn, plane);
  const wrong = new Map<string, string>();
  for (const { arn, kind } of all) {
    // Of a function, its version or alias follows.
    const unqualified = arn.split(":").slice(0, 7).join(":");
    const target = plane.target(arn);
    const [, , , region] = arn.split(":");
    if (arn.endsWith(".fifo")) wrong.set(arn, `FIFO ${kind.noun}s are not supported`);
    else if (region !== plane.region) {
      wrong.set(
        arn,
        `The notification destination service region is not valid for the bucket location constraint`,
      );
    } else if (plane.findByArn(unqualified) === undefined) {
      wrong.set(arn, `The destination ${kind.noun} does not exist`);
    } else if (target !== null && plane.authorize(caller, target.action, arn) !== null) {
      wrong.set(
        arn,
        `Permissions on the destination ${kind.noun} do not allow S3 to publish notifications from this bucket`,
      );
    }
  }
  if (wrong.size === 0) return null;
  const details = [...wrong].flatMap(([arn, why], place) => [
    [`ArgumentName${place + 1}`, arn],
    [`ArgumentValue${place + 1}`, why],
  ]);
  return invalid(
    "Unable to validate the following destination configurations",
    Object.fromEntries(details) as PlainObject, // Pairs of texts.
  );
}

/** The ARNs in a document of those who get the test message. */
export const testedIn = (document: PlainObject): readonly string[] => [
  ...new Set(configurationsIn(document).flatMap(({ kind, arn }) => (kind.isTested ? [arn] : []))),
];
