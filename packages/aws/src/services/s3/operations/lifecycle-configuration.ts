import type { Instant, Plain } from "@orrery/kernel";
import { isObject, listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { LifecycleRule, LifecycleStep } from "../config.ts";
import { s3Limits } from "../limits.ts";
import { formatWallClock } from "../../../text/wall-clock.ts";
import { orderedKey } from "../store/key-order.ts";
import { millisecondsOf } from "./time-said.ts";

const isThere = (value: Plain | undefined): boolean => value !== undefined && value !== null;

/** The rules of a configuration that are in effect, as the machine follows them. */
export function lifecycleRules(
  rules: readonly Plain[],
  plane: Pick<ControlPlane, "epochMilliseconds">,
): readonly LifecycleRule[] {
  return rules
    .map(objectOf)
    .filter((rule) => rule["Status"] === "Enabled")
    .map((rule) => ruleOf(rule, plane));
}

function ruleOf(rule: PlainObject, plane: Pick<ControlPlane, "epochMilliseconds">): LifecycleRule {
  const filter = objectOf(rule["Filter"]);
  const and = objectOf(filter["And"]);
  const tags = [
    ...listOf(and["Tags"]).map(objectOf),
    ...(isThere(filter["Tag"]) ? [objectOf(filter["Tag"])] : []),
  ];
  const expiration = objectOf(rule["Expiration"]);
  const older = objectOf(rule["NoncurrentVersionExpiration"]);
  const stepOf = (said: PlainObject, storageClass: string | null): LifecycleStep => ({
    days: numberOf(said["Days"]) ?? 0,
    from: dateOf(said["Date"], plane),
    storageClass,
  });
  const olderOf = (said: PlainObject, storageClass: string | null) => ({
    days: numberOf(said["NoncurrentDays"]) ?? 0,
    from: null,
    storageClass,
    keepsNewest: numberOf(said["NewerNoncurrentVersions"]) ?? 0,
  });
  const classOf = (said: PlainObject): string => textOf(said["StorageClass"]) ?? "STANDARD_IA";
  const hasExpiration = isThere(expiration["Days"]) || isThere(expiration["Date"]);
  return {
    id: textOf(rule["ID"]) ?? "",
    prefix: orderedKey(
      textOf(rule["Prefix"]) ?? textOf(filter["Prefix"]) ?? textOf(and["Prefix"]) ?? "",
    ),
    tags: tags.map(({ Key, Value }) => ({ key: textOf(Key) ?? "", value: textOf(Value) ?? "" })),
    above:
      numberOf(filter["ObjectSizeGreaterThan"]) ?? numberOf(and["ObjectSizeGreaterThan"]) ?? -1,
    below:
      numberOf(filter["ObjectSizeLessThan"]) ??
      numberOf(and["ObjectSizeLessThan"]) ??
      Number.MAX_SAFE_INTEGER,
    steps: [
      ...(hasExpiration ? [stepOf(expiration, null)] : []),
      ...listOf(rule["Transitions"]).map((said) => stepOf(objectOf(said), classOf(objectOf(said)))),
    ],
    olderSteps: [
      ...(isThere(older["NoncurrentDays"]) || isThere(older["NewerNoncurrentVersions"])
        ? [olderOf(older, null)]
        : []),
      ...listOf(rule["NoncurrentVersionTransitions"]).map((said) =>
        olderOf(objectOf(said), classOf(objectOf(said))),
      ),
    ],
    removesMarkers: expiration["ExpiredObjectDeleteMarker"] === true,
    abortDays:
      numberOf(objectOf(rule["AbortIncompleteMultipartUpload"])["DaysAfterInitiation"]) ?? null,
    tierSteps: [],
  };
}

function dateOf(
  value: Plain | undefined,
  { epochMilliseconds }: Pick<ControlPlane, "epochMilliseconds">,
): Instant | null {
  const milliseconds = millisecondsOf(value);
  return milliseconds === null
    ? null
    : (Math.round((milliseconds - epochMilliseconds) * 1_000) as Instant);
}

const invalid = (message: string): Refused => refused("InvalidArgument", message);
const wrong = (message: string): Refused => refused("InvalidRequest", message);

/** What is wrong with a lifecycle configuration; `null` for nothing. */
export function againstLifecycle(rules: readonly PlainObject[]): Refused | null {
  if (rules.length === 0 || rules.length > s3Limits.lifecycleRules) return malformedXml;
  const ids = rules.flatMap(({ ID }) => (isThere(ID) ? [textOf(ID)] : []));
  if (new Set(ids).size < ids.length) {
    return invalid("Rule ID must be unique. Found same ID for more than one rule");
  }
  for (const rule of rules) {
    const against = againstRule(rule);
    if (against !== null) return against;
  }
  return null;
}

const malformedXml = refused(
  "MalformedXML",
  "The XML you provided was not well-formed or did not validate against our published schema",
);

const actions = [
  "Expiration",
  "Transitions",
  "NoncurrentVersionExpiration",
  "NoncurrentVersionTransitions",
  "AbortIncompleteMultipartUpload",
];

function againstRule(rule: PlainObject): Refused | null {
  if (isThere(rule["Prefix"]) === isThere(rule["Filter"])) return malformedXml;
  const filter = objectOf(rule["Filter"]);
  if (Object.values(filter).filter(isThere).length > 1) return malformedXml;
  if (!actions.some((name) => isThere(rule[name]))) {
    return wrong("At least one action needs to be specified in a rule");
  }
  const expiration = objectOf(rule["Expiration"]);
  const said = ["Days", "Date", "ExpiredObjectDeleteMarker"].filter((name) =>
    isThere(expiration[name]),
  );
  if (isThere(rule["Expiration"]) && said.length !== 1) return malformedXml;
  const older = rule["NoncurrentVersionExpiration"];
  if (
    isObject(older) &&
    !isThere(older["NoncurrentDays"]) &&
    !isThere(older["NewerNoncurrentVersions"])
  ) {
    return malformedXml;
  }
  const date = millisecondsOf(expiration["Date"]);
  if (date !== null && date % 86_400_000 !== 0) {
    return refused("InvalidArgument", "'Date' must be at midnight GMT", {
      ArgumentName: "Date",
      ArgumentValue: formatWallClock(date).replace(".000Z", "Z"),
    });
  }
  const days = numberOf(expiration["Days"]);
  if (days !== undefined && days <= 0) {
    return invalid("'Days' for Expiration action must be a positive integer");
  }
  const hasTag = isThere(filter["Tag"]) || isThere(objectOf(filter["And"])["Tags"]);
  if (hasTag && expiration["ExpiredObjectDeleteMarker"] === true) {
    return wrong("ExpiredObjectDeleteMarker cannot be specified with tags.");
  }
  for (const transition of listOf(rule["Transitions"]).map(objectOf)) {
    const after = numberOf(transition["Days"]);
    const isSlow = /_IA$/.test(textOf(transition["StorageClass"]) ?? "");
    if (isSlow && after !== undefined && after < 30) {
      return invalid(
        `'Days' in Transition action must be greater than or equal to 30 for storageClass '${textOf(transition["StorageClass"])}'`,
      );
    }
    if (days !== undefined && after !== undefined && days <= after) {
      return invalid(
        "'Days' in the Expiration action for filter '(prefix=)' must be greater than 'Days' in the Transition action",
      );
    }
  }
  return null;
}
