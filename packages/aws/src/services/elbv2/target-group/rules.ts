import { functionType } from "../elbv2-to-lambda.ts";
import type { Rule } from "../../../service/rule.ts";
import type { TargetGroupSettings } from "../config.ts";
import { guide, read } from "../rule-sources.ts";

type GroupRule = Rule<TargetGroupSettings>;

const isFunction = ({ type }: TargetGroupSettings): boolean => type === functionType;
const functions = guide("lambda-functions");
const troubles = guide("load-balancer-troubleshooting");

/** The rules of target groups that are followed; the test of each bears its id. */
export const targetGroupRules: readonly GroupRule[] = [
  {
    id: "elbv2.lambda.event",
    status: "documented",
    source: functions,
    date: read,
    text: "A function gets method, path, query as it was sent, headers with small letters and those that a load balancer adds, and the body: in base64 where it is encoded or of a type that is no text.",
    when: isFunction,
    semantics: ["iam-and-networking §6.1", "iam-and-networking §6.2", "lambda §15 ALB"],
  },
  {
    id: "elbv2.lambda.multi-value-headers",
    status: "documented",
    source: functions,
    date: read,
    text: "With lists of headers, events have multiValueHeaders and multiValueQueryStringParameters, and of answers multiValueHeaders alone count; without, the last value of a parameter is told.",
    when: isFunction,
    semantics: ["iam-and-networking §6.3"],
  },
  {
    id: "elbv2.lambda.response",
    status: "documented",
    source: functions,
    date: read,
    text: "A function answers with a statusCode, headers and a body; headers of the connection and the length are the load balancer's.",
    when: isFunction,
    semantics: ["iam-and-networking §6.4"],
  },
  {
    id: "elbv2.lambda.trace",
    status: "documented",
    source: guide("load-balancer-request-tracing"),
    date: read,
    text: "X-Amzn-Trace-Id is added with a Root; where there is one, Self is put before it in place of an older Self.",
    when: isFunction,
    semantics: ["iam-and-networking §6.5"],
  },
  {
    id: "elbv2.lambda.bad-gateway",
    status: "documented",
    source: troubles,
    date: read,
    text: "Callers hear 502 where a function fails, times out, is throttled, is not there or may not be invoked, and where its answer is malformed, has more than 1 MB, or more than 32 KB of headers; nothing is tried again.",
    when: isFunction,
    semantics: [
      "iam-and-networking §6 502",
      "iam-and-networking §6.7",
      "iam-and-networking §6.8",
      "iam-and-networking §0 alb.lambda.requestBody / responseJson",
      "iam-and-networking §3 ALB",
    ],
  },
  {
    id: "elbv2.lambda.request-limits",
    status: "documented",
    source: functions,
    date: read,
    text: "A body of more than 1 MB is 413; WebSockets, and a body that was to be a text and is none, are 400.",
    when: isFunction,
    semantics: ["iam-and-networking §6 413"],
  },
  {
    id: "elbv2.target.none",
    status: "documented",
    source: troubles,
    date: read,
    text: "Where no target is registered, callers hear 503; where Lambda does not answer, 504.",
    semantics: [
      "iam-and-networking §6 503",
      "iam-and-networking §6 504",
      "iam-and-networking §0 alb.connectionTimeout",
    ],
  },
  {
    id: "elbv2.lambda.health",
    status: "documented",
    source: guide("target-group-health-checks"),
    date: read,
    text: "A function is asked how it is only where that is enabled: every 35 s, by an invocation that is billed. It is unhealthy after 2 checks, healthy after 5, and gets requests all the same, since it is the only one.",
    when: isFunction,
    semantics: [
      "iam-and-networking §6.6",
      "iam-and-networking §0 alb.healthCheck.interval (lambda)",
      "iam-and-networking §0 alb.healthCheck.timeout (lambda)",
      "iam-and-networking §0 alb.healthCheck.healthy / unhealthy threshold",
      "iam-and-networking §0 alb.healthCheck.matcher",
    ],
  },
  {
    id: "elbv2.backend.timeout",
    status: "documented",
    source: troubles,
    date: read,
    text: "A target that is no function is waited for as long as a connection may be idle, 60 s, and one that cannot be reached for 10 s: then callers hear 504.",
    when: (settings) => !isFunction(settings),
    semantics: ["iam-and-networking §0 alb.idleTimeout"],
  },
  {
    id: "elbv2.metric.names",
    status: "documented",
    source: guide("load-balancer-cloudwatch-metrics"),
    date: read,
    text: "AWS/ApplicationELB has metrics of a load balancer, with those of its target groups, and of a target group of it; TargetResponseTime is in seconds, and what did not happen is not published.",
    semantics: ["iam-and-networking §6.9"],
  },
];
