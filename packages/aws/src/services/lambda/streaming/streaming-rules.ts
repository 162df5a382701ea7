import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { guide, reference } from "../rule-sources.ts";

const operations = ["InvokeWithResponseStream"] as const;
const date = "2026-10";

/** Responses that are streamed. */
export const streamingRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.stream.response",
    status: "documented",
    source: reference("InvokeWithResponseStream"),
    date,
    text: "A streamed response comes in parts, and after them what became of the invocation; an error is told there, under status 200.",
    operations,
    semantics: ["lambda §1.4.3"],
  },
  {
    id: "lambda.stream.bandwidth",
    status: "documented",
    source: guide("configuration-response-streaming"),
    date,
    text: "The first 6 MB of a streamed response come at once, the rest at 2 MB a second, for which the invocation goes on.",
    operations,
    semantics: ["lambda §0 invoke.streamUncapped", "lambda §1.4.3"],
  },
  {
    id: "lambda.stream.url",
    status: "documented",
    source: `${guide("configuration-response-streaming")}; that the head of an answer is sent with its first byte is ours`,
    date,
    text: "A function URL of InvokeMode RESPONSE_STREAM streams: the first byte comes when the handler answers, the rest as fast as may be; an error after it breaks the answer off, and an error before it is 502.",
    operations: ["CreateFunctionUrlConfig"],
    semantics: ["lambda §7 InvokeMode", "lambda §1.4.3"],
  },
  {
    id: "lambda.stream.limit",
    status: "documented",
    source: `${guide("gettingstarted-limits")}; model of the API, 2025-08-11`,
    date,
    text: "A streamed response has 200 MB at most, 20 MB before 2025-08-11.",
    operations,
    semantics: ["lambda §0 invoke.streamResponse", "lambda §0 streaming response", "lambda §1.4.3"],
  },
  {
    id: "lambda.stream.timeout",
    status: "assumed",
    source:
      "AWS does not say that the timeout holds while a response is streamed; it holds for the invocation",
    date,
    text: "The timeout of the function ends a stream that is under way.",
    operations,
  },
  {
    id: "lambda.stream.billing",
    status: "documented",
    source: "https://aws.amazon.com/lambda/pricing; AWS Price List of 2026-09",
    date,
    text: "What is streamed beyond the first 6 MB of a response is billed by size, besides the duration.",
    operations,
    semantics: ["lambda §12.4"],
  },
];
