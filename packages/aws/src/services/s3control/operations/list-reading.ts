import type { Plain } from "@orrery/kernel";
import { listOf, numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import {
  refused,
  type NotModeled,
  type PlainObject,
  type Refused,
} from "../../../service/refusal.ts";
import { parseWallClock } from "../../../text/wall-clock.ts";
import type { ObjectFilter, ObjectList, ReportPlan } from "../config.ts";
import { namedByArn } from "../s3control-to-s3.ts";

const invalid: Refused = refused("InvalidRequest", "Request invalid");
const csv = "S3BatchOperations_CSV_20180820";

const leftOut = (what: string): NotModeled => ({
  type: "notModeled",
  what: `${what} are not modeled.`,
});

/** What a job is about: either a list that lies in a bucket, or one that is made of what a bucket has. */
export function objectListIn(params: PlainObject): ObjectList | Refused | NotModeled {
  const { Manifest, ManifestGenerator } = params;
  if ((Manifest === undefined) === (ManifestGenerator === undefined)) return invalid;
  return Manifest === undefined
    ? generatedIn(objectOf(objectOf(ManifestGenerator)["S3JobManifestGenerator"]))
    : manifestIn(objectOf(Manifest));
}

function manifestIn({ Spec, Location }: PlainObject): ObjectList | Refused | NotModeled {
  const { Format, Fields } = objectOf(Spec);
  const { ObjectArn, ObjectVersionId, ETag } = objectOf(Location);
  const fields = textsOf(Fields);
  if (Format !== csv) {
    // Inventories name their fields themselves.
    return Fields === undefined ? leftOut("Jobs about inventories") : invalid;
  }
  const needed = ["Bucket", "Key"].every((name) => fields.includes(name));
  const { bucket, key } = namedByArn(textOf(ObjectArn)!); // It must be there.
  if (!needed || key === "") return invalid;
  return {
    type: "manifest",
    bucket,
    key,
    versionId: textOf(ObjectVersionId) ?? null,
    etag: textOf(ETag)!, // Likewise.
    fields,
  };
}

function generatedIn(said: PlainObject): ObjectList | Refused | NotModeled {
  const source = textOf(said["SourceBucket"]);
  if (source === undefined) return invalid;
  const filter = objectOf(said["Filter"]);
  for (const [name, what] of notModeledFilters) {
    if (filter[name] !== undefined) return leftOut(what);
  }
  const keeps = said["EnableManifestOutput"] === true;
  const output = objectOf(said["ManifestOutputLocation"]);
  const place = textOf(output["Bucket"]);
  if (keeps && place === undefined) return invalid;
  return {
    type: "generated",
    bucket: namedByArn(source).bucket,
    filter: filterIn(filter),
    output: keeps
      ? { bucket: namedByArn(place!).bucket, prefix: textOf(output["ManifestPrefix"]) ?? null }
      : null,
  };
}

const notModeledFilters = [
  ["EligibleForReplication", "Lists of what is to be replicated"],
  ["ObjectReplicationStatuses", "Lists of what was replicated"],
  ["MatchAnyObjectEncryption", "Lists by the encryption of objects"],
] as const;

function filterIn(filter: PlainObject): ObjectFilter {
  const keys = objectOf(filter["KeyNameConstraint"]);
  const textsOrAll = (value: Plain | undefined): readonly string[] | null =>
    listOf(value).length === 0 ? null : textsOf(value);
  return {
    prefixes: textsOrAll(keys["MatchAnyPrefix"]),
    suffixes: textsOrAll(keys["MatchAnySuffix"]),
    substrings: textsOrAll(keys["MatchAnySubstring"]),
    storageClasses: textsOrAll(filter["MatchAnyStorageClass"]),
    above: numberOf(filter["ObjectSizeGreaterThanBytes"]) ?? null,
    below: numberOf(filter["ObjectSizeLessThanBytes"]) ?? null,
    after: secondsOf(filter["CreatedAfter"]),
    before: secondsOf(filter["CreatedBefore"]),
  };
}

function secondsOf(value: Plain | undefined): number | null {
  if (typeof value === "number") return value;
  return typeof value === "string" ? parseWallClock("a time of S3 Control", value) / 1_000 : null;
}

/** Where a job writes its report; `null`: nowhere. */
export function reportIn({ Report }: PlainObject): ReportPlan | null | "invalid" {
  const report = objectOf(Report);
  if (report["Enabled"] !== true) return null;
  const bucket = textOf(report["Bucket"]);
  const scope = textOf(report["ReportScope"]);
  if (bucket === undefined || scope === undefined || report["Format"] === undefined)
    return "invalid";
  return {
    bucket: namedByArn(bucket).bucket,
    prefix: textOf(report["Prefix"]) ?? null,
    hasAll: scope === "AllTasks",
  };
}
