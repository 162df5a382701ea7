import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { guide } from "../rule-sources.ts";

const isJson = ({ log }: FunctionSettings): boolean => log.format === "JSON";

/** What functions log. */
export const logRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.log.invocation-lines",
    status: "documented",
    source: `${guide("monitoring-cloudwatchlogs-view")}; ${guide("nodejs-logging")}`,
    date: "2026-11",
    text: "The log has INIT_START for each cold start, and START, END and REPORT for each invocation; REPORT has durations in milliseconds with two digits, and Init Duration after a cold start alone.",
    semantics: ["lambda §10 ¶1"],
  },
  {
    id: "lambda.log.stream",
    status: "documented",
    source: "https://docs.aws.amazon.com/lambda/latest/operatorguide/log-structure.html",
    date: "2026-11",
    text: "Each environment has a log stream of its own, YYYY/MM/DD/[version] and 32 hexadecimal digits.",
  },
  {
    id: "lambda.log.printed",
    status: "documented",
    source: guide("nodejs-logging"),
    date: "2026-11",
    text: "What a handler prints is in the log; Node.js puts the time, the request id and the level before it.",
  },
  {
    id: "lambda.log.errors",
    status: "documented",
    source: `${guide("nodejs-exceptions")}; ${guide("troubleshooting-invocation")}`,
    date: "2026-11",
    text: "An invocation that failed says why before its END: what was thrown in the words of its runtime, a timeout, a process that exited.",
  },
  {
    id: "lambda.log.attempts",
    status: "documented",
    source: guide("invocation-async-error-handling"),
    date: "2026-11",
    text: "Each attempt at an event logs again, under the same request id.",
  },
  {
    id: "lambda.log.json",
    status: "documented",
    source: `${guide("monitoring-cloudwatchlogs-logformat")}; ${guide("telemetry-schema-reference")}`,
    date: "2026-11",
    text: "Logs in JSON have an object for each line: platform events of Lambda, and what the handler prints with time, level and request id.",
    when: isJson,
  },
  {
    id: "lambda.log.levels",
    status: "documented",
    source: guide("monitoring-cloudwatchlogs-log-level"),
    date: "2026-11",
    text: "Of logs in JSON, what the handler prints below the application's level is left out, and what Lambda writes below the system's.",
    when: isJson,
  },
  {
    id: "lambda.log.memory-used",
    status: "assumed",
    source: "Ours: no run knows what code holds in memory",
    date: "2026-11",
    text: "REPORT gives 64 MB for Max Memory Used.",
  },
  {
    id: "lambda.log.bytes",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html; https://aws.amazon.com/cloudwatch/pricing",
    date: "2026-11",
    text: "CloudWatch Logs takes in each line with its bytes in UTF-8 and 26 more: those of Lambda and of handlers, by format and levels, of every attempt.",
  },
  {
    id: "lambda.log.profile-prints",
    status: "assumed",
    source: "Ours: no run knows what code prints",
    date: "2026-11",
    text: "A handler known by its figures prints nothing unless it says how many bytes, and what it is said to print no log shows.",
    when: ({ behavior }: FunctionSettings) => behavior.type === "profile",
  },
  {
    id: "lambda.pricing.logs",
    status: "documented",
    source:
      "AWS Price List of 2024-07 and 2026-09; duckbillgroup.com 2025-05 on the tiers of Lambda's logs",
    date: "2025-05",
    text: "A GB of logs costs 0.50 dollars to take in; since 2025-05-01 the first 10 TB of a month do, the next 20 cost 0.25, the next 20 0.10, and all above 0.05.",
  },
];
