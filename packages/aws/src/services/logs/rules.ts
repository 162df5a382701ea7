import type { Rule } from "../../service/rule.ts";

const reference = (operation: string): string =>
  `https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_${operation}.html`;

/** The rules of AWS that CloudWatch Logs follows; the test of each bears its id. */
export const logsRules = [
  {
    id: "logs.groups.of-functions",
    status: "documented",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html",
    date: "2026-11",
    text: "A function's log group is /aws/lambda/NAME, or what its LoggingConfig names, and is there once something was logged; functions may share one.",
    operations: ["DescribeLogGroups"],
  },
  {
    id: "logs.streams.order",
    status: "documented",
    source: reference("DescribeLogStreams"),
    date: "2026-11",
    text: "Streams are listed by name, or by the time of their last event, up or down, at most 50 at once; a prefix goes with names alone.",
    operations: ["DescribeLogStreams"],
  },
  {
    id: "logs.events.pages",
    status: "documented",
    source: reference("GetLogEvents"),
    date: "2026-11",
    text: "GetLogEvents gives the latest events of a stream, or the earliest with startFromHead, and tokens for both ways; at an end the token is the same again.",
    operations: ["GetLogEvents"],
  },
  {
    id: "logs.events.time-range",
    status: "documented",
    source: reference("FilterLogEvents"),
    date: "2026-11",
    text: "Events are those from startTime on and before endTime.",
    operations: ["GetLogEvents", "FilterLogEvents"],
  },
  {
    id: "logs.filter.across-streams",
    status: "documented",
    source: reference("FilterLogEvents"),
    date: "2026-11",
    text: "FilterLogEvents gives the events of all streams of a group in order of time, or of those named, or of a prefix, page by page.",
    operations: ["FilterLogEvents"],
  },
  {
    id: "logs.filter.pattern",
    status: "documented",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html",
    date: "2026-11",
    text: "A filter pattern has terms, phrases, exclusions and alternatives, regular expressions, conditions on members of JSON, or fields by their places.",
    operations: ["FilterLogEvents"],
  },
  {
    id: "logs.groups.absent",
    status: "documented",
    source: reference("GetLogEvents"),
    date: "2026-11",
    text: "A log group or a log stream that is not there is a ResourceNotFoundException.",
    operations: ["DescribeLogStreams", "GetLogEvents", "FilterLogEvents"],
  },
  {
    id: "logs.ingestion.at-once",
    status: "assumed",
    source: "Ours: AWS says that logs can take some minutes to appear",
    date: "2026-11",
    text: "What is logged can be read at once.",
    operations: ["GetLogEvents", "FilterLogEvents"],
  },
] as const satisfies readonly Rule[];
