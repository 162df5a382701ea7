import type { Rule } from "../../../service/rule.ts";

const guide = (page: string): string => `Amazon CloudWatch Logs User Guide, ${page}`;
const reference = (operation: string): string =>
  `https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_${operation}.html`;
const date = "2026-11";
const operations = ["StartQuery"];

/** What Logs Insights does with a query. */
export const insightsRules: readonly Rule[] = [
  {
    id: "logs.insights.commands",
    status: "documented",
    source: guide("CloudWatch Logs Insights language query syntax"),
    date,
    text: "A query has fields, display, filter, parse, stats, sort, limit, dedup and unmask, one after another; without any of the first two, results have @timestamp and @message, the newest first.",
    operations,
  },
  {
    id: "logs.insights.functions",
    status: "documented",
    source: guide("Supported operations and functions"),
    date,
    text: "Expressions compare, reckon, and call functions of numbers, times, texts and addresses; stats puts rows together by count, count_distinct, sum, avg, min, max, pct, stddev, earliest, latest, sortsFirst and sortsLast.",
    operations,
  },
  {
    id: "logs.insights.fields",
    status: "documented",
    source: guide("Supported logs and discovered fields"),
    date,
    text: "Fields are found by themselves: those of each log event, members of JSON by their paths, 200 at most, and what Lambda says in its reports.",
    operations: [...operations, "GetLogGroupFields", "GetLogRecord"],
  },
  {
    id: "logs.insights.status",
    status: "documented",
    source: reference("GetQueryResults"),
    date,
    text: "A query is Scheduled, Running, then Complete, or Cancelled where somebody stops it; what it found can be had for seven days, with how much it scanned.",
    operations: [...operations, "GetQueryResults", "StopQuery", "DescribeQueries"],
  },
  {
    id: "logs.insights.quotas",
    status: "documented",
    source: guide("CloudWatch Logs quotas"),
    date,
    text: "30 queries of an account run at once; a query is about 50 log groups at most and gives 10,000 rows at most.",
    operations,
  },
  {
    id: "logs.insights.refusals",
    status: "documented",
    source: reference("StartQuery"),
    date,
    text: "What cannot be read is a MalformedQueryException that says where; a group that is not there is a ResourceNotFoundException.",
    operations,
  },
  {
    id: "logs.insights.cost",
    status: "documented",
    source: "https://aws.amazon.com/cloudwatch/pricing",
    date,
    text: "A query costs by the bytes of all log events of its groups and its time, whatever it keeps of them.",
    operations,
  },
  {
    id: "logs.insights.definitions",
    status: "documented",
    source: reference("PutQueryDefinition"),
    date,
    text: "Queries are kept by name, 1,000 of them, put anew by their ids, and listed by prefixes.",
    operations: ["PutQueryDefinition", "DescribeQueryDefinitions", "DeleteQueryDefinition"],
  },
  {
    id: "logs.insights.values",
    status: "assumed",
    source: "AWS does not say; as its console shows results",
    date,
    text: "A field that is not there is unequal to everything; numbers have four digits behind the point; percentiles lie between the two values next to them; groups come in the order of their newest log event; a query takes two seconds.",
    operations,
  },
];
