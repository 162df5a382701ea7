import { api, guide, read } from "../rule-sources.ts";
import type { Rule } from "../../../service/rule.ts";

const output = guide("S3DataExport.Output");
const operations = ["ExportTableToPointInTime"] as const;

/** How tables are exported into buckets. */
export const exportRules: readonly Rule[] = [
  {
    id: "dynamodb.export.recovery",
    status: "measured",
    source: "MEASURED, recorded on DynamoDB (getmoto/moto, aws verified)",
    date: read,
    text: "A table is exported that is there, TableNotFoundException, and has point-in-time recovery, PointInTimeRecoveryUnavailableException; a time that this does not reach is refused with InvalidExportTimeException.",
    operations,
  },
  {
    id: "dynamodb.export.full",
    status: "documented",
    source: output,
    date: read,
    text: "A full export has all items as they were at its time: a file for each partition, gzip over lines with Item each.",
    operations,
  },
  {
    id: "dynamodb.export.incremental",
    status: "documented",
    source: output,
    date: read,
    text: "An incremental export has what changed in a span of 15 minutes to 24 hours, once for each key: Keys, when it was written last, and images of the span's beginning and end; what came and went in it is left out.",
    operations,
  },
  {
    id: "dynamodb.export.manifest",
    status: "documented",
    source: output,
    date: read,
    text: "Under AWSDynamoDB/<id>/ lie _started, manifest-files.json, with number of items, MD5, entity tag and key of each file, manifest-summary.json, and the checksums of both; data of incremental exports lies under AWSDynamoDB/data/.",
    operations,
  },
  {
    id: "dynamodb.export.token",
    status: "documented",
    source: api("ExportTableToPointInTime"),
    date: read,
    text: "For eight hours a request with the same ClientToken is the same export; with other parameters it is refused with ExportConflictException. 300 exports may go on at a time.",
    operations,
  },
  {
    id: "dynamodb.export.no-bucket",
    status: "assumed",
    source: "AWS documents FailureCode and FailureMessage, not their values",
    date: read,
    text: "An export into a bucket that is not there has FAILED with S3NoSuchBucket.",
    operations,
  },
  {
    id: "dynamodb.export.duration",
    status: "assumed",
    source: "the example of a manifest in the guide, which took five minutes with eight items",
    date: read,
    text: "An export that a call begins in mid-run takes five minutes at least; its files are written at once, and the manifests at the end.",
    operations,
  },
];
