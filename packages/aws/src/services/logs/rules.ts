import type { Rule } from "../../service/rule.ts";
import { insightsRules } from "./insights/insights-rules.ts";

const reference = (operation: string): string =>
  `https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_${operation}.html`;

/** A page of the CloudWatch Logs User Guide. */
const guide = (page: string): string => `Amazon CloudWatch Logs User Guide, ${page}`;

/** What was logged is read. */
const readRules: readonly Rule[] = [
  {
    id: "logs.groups.of-functions",
    status: "documented",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html",
    date: "2026-11",
    text: "A function's log group is /aws/lambda/NAME, or what its LoggingConfig names, and is there once something was logged; functions may share one.",
    semantics: ["observability §3.5"],
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
];

/** What is put, and how it is kept. */
const putRules: readonly Rule[] = [
  {
    id: "logs.put.events",
    status: "documented",
    source: reference("PutLogEvents"),
    date: "2026-11",
    text: "Events come in order of time, at most 10,000 and 1 MB with 26 bytes for each, within 24 hours; a message has at most 1 MB.",
    semantics: [
      "observability §3.1",
      "observability §0 logs.eventSize",
      "observability §0 logs.batchSize",
      "observability §0 logs.batchEvents",
      "observability §0 logs.batchSpan",
    ],
    operations: ["PutLogEvents"],
  },
  {
    id: "logs.put.rejected",
    status: "documented",
    source: reference("PutLogEvents"),
    date: "2026-11",
    text: "Events that are more than 14 days old, expired, or more than 2 hours ahead are dropped, and the rest is kept; sequence tokens are not looked at.",
    semantics: ["observability §0 logs.event.past / future"],
    operations: ["PutLogEvents"],
  },
  {
    id: "logs.groups.rates",
    status: "documented",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html",
    date: "2026-11",
    text: "An account makes 10 groups and 50 streams a second, and is throttled beyond.",
    semantics: [
      "observability §0 logs.CreateLogStream.rate",
      "observability §0 logs.CreateLogGroup.rate",
    ],
    operations: ["CreateLogGroup", "CreateLogStream"],
  },
  {
    id: "logs.put.rate",
    status: "documented",
    source: guide("cloudwatch_limits_cwl"),
    date: "2026-11",
    text: "An account puts events 5,000 times a second, and is throttled beyond.",
    semantics: ["observability §0 logs.PutLogEvents.rate"],
    operations: ["PutLogEvents"],
  },
  {
    id: "logs.groups.made",
    status: "documented",
    source: reference("CreateLogGroup"),
    date: "2026-11",
    text: "A group and a stream are there from their making on, and made once; a protected group is not deleted.",
    operations: ["CreateLogGroup", "CreateLogStream"],
  },
  {
    id: "logs.groups.retention",
    status: "documented",
    source: reference("PutRetentionPolicy"),
    date: "2026-11",
    text: "Events are kept for ever, or for one of the numbers of days that AWS has; what is expired is not read.",
    semantics: ["observability §3.2", "observability §0 logs.retention"],
    operations: ["PutRetentionPolicy"],
  },
  {
    id: "logs.groups.classes",
    status: "documented",
    source: guide("CloudWatch_Logs_Log_Classes"),
    date: "2026-11",
    text: "A group of infrequent access has no filters, and costs half as much to put into; its class stays as it was made.",
    semantics: ["observability §3.4"],
    operations: ["CreateLogGroup"],
  },
  {
    id: "logs.pricing.groups",
    status: "documented",
    source: "AWS Price List of 2024-07 and 2026-09",
    date: "2026-11",
    text: "A GB costs 0.50 dollars to put, 0.25 for infrequent access, and 0.03 a month to keep, packed.",
    operations: ["PutLogEvents"],
  },
];

/** What filters make of it. */
const filterRules: readonly Rule[] = [
  {
    id: "logs.metric-filter.values",
    status: "documented",
    source: reference("PutMetricFilter"),
    date: "2026-11",
    text: "Each event that matches publishes a value, its own or a number, with at most three dimensions out of it; a group has 100 filters.",
    semantics: ["observability §3.3", "observability §0 logs.metricFilters"],
    operations: ["PutMetricFilter"],
  },
  {
    id: "logs.metric-filter.default",
    status: "documented",
    source: reference("PutMetricFilter"),
    date: "2026-11",
    text: "A default is published for each minute in which events came and none matched; it goes with no dimensions.",
    operations: ["PutMetricFilter"],
  },
  {
    id: "logs.metric-filter.test",
    status: "documented",
    source: reference("TestMetricFilter"),
    date: "2026-11",
    text: "A pattern is tested on messages, with the values that it names.",
    operations: ["TestMetricFilter"],
  },
  {
    id: "logs.subscription.payload",
    status: "documented",
    source: guide("SubscriptionFilters"),
    date: "2026-11",
    text: "A subscriber gets events of one stream, packed with gzip: a function in base64 in awslogs.data, a stream as bytes.",
    semantics: ["observability §4.2"],
    operations: ["PutSubscriptionFilter"],
  },
  {
    id: "logs.subscription.destinations",
    status: "documented",
    source: reference("PutSubscriptionFilter"),
    date: "2026-11",
    text: "A group has at most two filters, and one more for all of the account; the destination must be there.",
    semantics: ["observability §4.1", "observability §0 logs.subscriptionFilters"],
    operations: ["PutSubscriptionFilter", "PutAccountPolicy"],
  },
  {
    id: "logs.subscription.delivery",
    status: "documented",
    source: guide("Subscriptions"),
    date: "2026-11",
    text: "Events that match are passed on, usually within three minutes; those of each second go together.",
    semantics: [
      "observability §4.3",
      "observability §4 ¶1",
      "observability §0 logs.subscription.deliveryDelay",
      "lambda §15 CloudWatch Logs",
      "lambda §15.1 CloudWatch Logs subscription, CloudWatch alarm",
    ],
    operations: ["PutSubscriptionFilter"],
  },
  {
    id: "logs.subscription.errors",
    status: "documented",
    source: guide("Subscriptions"),
    date: "2026-11",
    text: "What is throttled or fails is tried again for 24 hours; a destination that refuses for good disables the filter for ten minutes, and what is logged meanwhile is skipped.",
    semantics: [
      "observability §4.4",
      "observability §0 logs.subscription.retry",
      "observability §0 logs.subscription.disabledAfterFatalError",
    ],
    operations: ["PutSubscriptionFilter"],
  },
  {
    id: "logs.subscription.distribution",
    status: "documented",
    source: reference("PutSubscriptionFilter"),
    date: "2026-11",
    text: "A stream of Kinesis gets events by their log stream, or anywhere; it is asked first whether it is there.",
    semantics: ["observability §4.5"],
    operations: ["PutSubscriptionFilter"],
  },
  {
    id: "logs.subscription.own-group",
    status: "documented",
    source: guide("Subscriptions-recursion-prevention"),
    date: "2026-11",
    text: "A function that is subscribed to its own group feeds itself.",
    semantics: ["observability §4.6"],
    operations: ["PutSubscriptionFilter"],
  },
];

/** The rules of AWS that CloudWatch Logs follows; the test of each bears its id. */
export const logsRules: readonly Rule[] = [
  ...readRules,
  ...putRules,
  ...filterRules,
  ...insightsRules,
];
