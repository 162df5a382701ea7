import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { guide, recorded } from "../rule-sources.ts";

const isScript = ({ behavior }: FunctionSettings): boolean => behavior.type === "script";
const isTraced = ({ tracing }: FunctionSettings): boolean => tracing === "Active";
const xray = "https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html";

/** What a handler sees of its invocation, and traces. */
export const handlerRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.context.function",
    status: "documented",
    source: guide("nodejs-context"),
    date: "2026-11",
    text: "The context has the function's name, version and ARN as it was invoked, its memory as a text, the request id, and the log group.",
    when: isScript,
    semantics: [
      "lambda §9 functionName, functionVersion, invokedFunctionArn",
      "lambda §9 memoryLimitInMB",
    ],
  },
  {
    id: "lambda.context.stream",
    status: "documented",
    source: guide("nodejs-context"),
    date: "2026-11",
    text: "The context names the log stream of the execution environment.",
    when: isScript,
    semantics: ["lambda §9 logGroupName, logStreamName"],
  },
  {
    id: "lambda.context.remaining-time",
    status: "documented",
    source: guide("nodejs-context"),
    date: "2026-11",
    text: "getRemainingTimeInMillis gives what is left until the timeout, which the Init phase has no part in.",
    when: isScript,
    semantics: ["lambda §9 getRemainingTimeInMillis()"],
  },
  {
    id: "lambda.context.client-context",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html (ClientContext); the words of the refusals are ours",
    date: "2026-11",
    text: "The client context of a synchronous invocation, up to 3,583 bytes of base64 of a JSON object, is in the handler's context; events have none.",
    semantics: ["lambda §0 invoke.clientContext", "lambda §9 clientContext"],
  },
  {
    id: "lambda.context.identity",
    status: "documented",
    source: guide("nodejs-context"),
    date: "2026-11",
    text: "A handler's context has an identity where a mobile SDK invokes with one of Cognito, and none elsewhere.",
    when: isScript,
    semantics: ["lambda §9 identity.cognitoIdentityId / cognitoIdentityPoolId"],
  },
  {
    id: "lambda.context.event-loop",
    status: "documented",
    source: guide("nodejs-context"),
    date: "2026-11",
    text: "callbackWaitsForEmptyEventLoop is true, and a handler may set it; a generator that returns leaves nothing to wait for.",
    when: isScript,
    semantics: ["lambda §9 callbackWaitsForEmptyEventLoop"],
  },
  {
    id: "lambda.messages.report-rest",
    status: "documented",
    source: guide("services-sqs-errorhandling"),
    date: "2026-11",
    text: "A handler of a FIFO queue keeps the order where it stops at the first message that fails, and reports that and all behind it.",
    when: ({ behavior }) => behavior.type === "profile" && behavior.afterFailure === "reportRest",
    semantics: ["event-source-mappings §2.5 ¶3"],
  },
  {
    id: "lambda.variables.runtime",
    status: "measured",
    source: `${guide("configuration-envvars")}; ${recorded("2026-02-18")}`,
    date: "2026-11",
    text: "The environment has the function's variables and those that Lambda sets: Region, function, version, memory, log, handler, type of initialization, trace.",
    when: isScript,
    semantics: ["lambda §9 ¶1", "observability §6.4.7"],
  },
  {
    id: "lambda.trace.header",
    status: "documented",
    source: `${guide("services-xray")}; ${xray}`,
    date: "2026-11",
    text: "_X_AMZN_TRACE_ID has a trace, a segment and a decision at each invocation; where nobody decided before, PassThrough has Sampled=0.",
    when: isScript,
    semantics: [
      "lambda §10.1",
      "observability §0 lambda.tracing.mode",
      "observability §6.1.1",
      "observability §6.2 ¶1",
      "observability §6.4.2",
    ],
  },
  {
    id: "lambda.trace.propagation",
    status: "documented",
    source: `${xray}; ${guide("invocation-recursion")}`,
    date: "2026-11",
    text: "What a function invokes belongs to its trace, follows its decision, and has the functions that ran in Lineage.",
    semantics: ["observability §6.3.1", "observability §6.4.5"],
  },
  {
    id: "lambda.trace.sampling",
    status: "documented",
    source: guide("services-xray"),
    date: "2026-11",
    text: "With active tracing, and where nobody decided before, the first request of each second is sampled, and 5 % of the others.",
    when: isTraced,
    semantics: [
      "lambda §10 ¶2",
      "lambda §10.2",
      "lambda §0 xray.reservoir / rate",
      "observability §0 xray.sampling.reservoir (default rule)",
      "observability §0 xray.sampling.rate (default rule)",
      "observability §6.3.5",
      "observability §6.3.6",
      "observability §6.3 ¶1",
    ],
  },
  {
    id: "lambda.trace.report",
    status: "documented",
    source: guide("nodejs-logging"),
    date: "2026-11",
    text: "REPORT of a sampled invocation of a function with active tracing names its trace and its segment.",
    when: isTraced,
  },
];
