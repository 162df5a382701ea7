import { api, guide, read } from "../rule-sources.ts";
import type { Rule } from "../../../service/rule.ts";

const format = guide("S3DataImport.Format");
const validation = guide("S3DataImport.Validation");
const operations = ["ImportTable"] as const;

/** How tables are imported from buckets. */
export const importRules: readonly Rule[] = [
  {
    id: "dynamodb.import.new-table",
    status: "documented",
    source: guide("S3DataImport.HowItWorks"),
    date: read,
    text: "An import makes a new table, which is CREATING until it has ended, and takes none of its throughput.",
    operations,
  },
  {
    id: "dynamodb.import.formats",
    status: "documented",
    source: format,
    date: read,
    text: "Objects under a prefix have items in DynamoDB JSON, each in Item, or rows of CSV, whose first line names the columns unless HeaderList does; keys of CSV have their types, all else is text. GZIP may compress them.",
    operations,
  },
  {
    id: "dynamodb.import.errors",
    status: "measured",
    source: "MEASURED, recorded on DynamoDB (getmoto/moto, aws verified); " + validation,
    date: read,
    text: "What cannot be an item is counted and logged; what can is imported all the same, and the import has FAILED with ItemValidationError. Items of one key overwrite each other, and are no errors.",
    operations,
  },
  {
    id: "dynamodb.import.no-bucket",
    status: "measured",
    source: "MEASURED, recorded on DynamoDB (getmoto/moto, aws verified)",
    date: read,
    text: "An import from a bucket that is not there has FAILED with S3NoSuchBucket, and leaves no table.",
    operations,
  },
  {
    id: "dynamodb.import.quotas",
    status: "documented",
    source: validation,
    date: read,
    text: "50 imports may go on at a time, each of at most 50,000 objects.",
    operations,
  },
  {
    id: "dynamodb.import.token",
    status: "documented",
    source: api("ImportTable"),
    date: read,
    text: "For eight hours a request with the same ClientToken is the same import; with other parameters it is refused with ImportConflictException.",
    operations,
  },
  {
    id: "dynamodb.import.duration",
    status: "assumed",
    source: "AWS says that times depend on the data",
    date: read,
    text: "An import that a call begins in mid-run takes three minutes at least, and no less than reading its objects; what is written into the log, and how a request is tried again that the bucket does not take, is assumed, too.",
    operations,
  },
  {
    id: "dynamodb.import.template",
    status: "documented",
    source:
      "AWS CloudFormation Template Reference, AWS::DynamoDB::Table ImportSourceSpecification; that buckets outside the template are left out is ours",
    date: read,
    text: "A table of a template that says what it is imported from is made by ImportTable; what else is said of it is set afterwards.",
    operations: ["ImportTable"],
  },
];
