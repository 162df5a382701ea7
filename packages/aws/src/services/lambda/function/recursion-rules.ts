import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { guide, recorded } from "../rule-sources.ts";

/** Loops that Lambda stops. */
export const recursionRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.recursion.sixteen-runs",
    status: "documented",
    source: guide("invocation-recursion"),
    date: "2026-11",
    text: "A function runs at most 16 times in one chain of requests; AWS says about 16.",
    semantics: ["lambda §0 recursion.threshold", "lambda §13.2"],
  },
  {
    id: "lambda.recursion.to-dead-letter-queue",
    status: "documented",
    source: `${guide("invocation-recursion")}; https://aws.amazon.com/blogs/compute/detecting-and-stopping-recursive-loops-in-aws-lambda-functions/`,
    date: "2026-11",
    text: "A mapping whose invocation is stopped hears RecursiveInvocationException and does not try again; the messages stay in the queue, and its redrive policy decides.",
    semantics: ["lambda §13.1", "lambda §13.3"],
  },
  {
    id: "lambda.recursion.each-function-counts",
    status: "documented",
    source: "AWS What's New, 2023-07-13: how often a function has been invoked based on an event",
    date: "2026-11",
    text: "Each function of a longer loop counts its own invocations in the chain.",
  },
  {
    id: "lambda.recursion.direct",
    status: "documented",
    source: guide("invocation-recursion"),
    date: "2026-11",
    text: "Invoke is part of a chain as SendMessage is, and refuses with RecursiveInvocationException.",
    operations: ["Invoke"],
    semantics: ["lambda §13.1", "lambda §13.3", "lambda §1.2 RecursiveInvocationException"],
  },
  {
    id: "lambda.recursion.topics",
    status: "documented",
    source: guide("invocation-recursion"),
    date: "2026-11",
    text: "What a topic delivers goes on with the chain of what was published: a function that it would invoke once too often is not, and the event is dropped.",
    semantics: ["lambda §13.1"],
  },
  {
    id: "lambda.recursion.since",
    status: "documented",
    source: "AWS What's New, 2023-07-13",
    date: "2026-11",
    text: "Loops are stopped since 2023-07-13.",
  },
  {
    id: "lambda.recursion.config",
    status: "measured",
    source: recorded("2025-11-25"),
    date: "2026-11",
    text: "Get- and PutFunctionRecursionConfig read and change RecursiveLoop, which is Terminate at first.",
    operations: ["GetFunctionRecursionConfig", "PutFunctionRecursionConfig"],
    semantics: ["lambda §0 recursion guard per-function switch", "lambda §13.5"],
  },
  {
    id: "lambda.recursion.allowed",
    status: "documented",
    source: guide("invocation-recursion"),
    date: "2026-11",
    text: "A function whose RecursiveLoop is Allow is not stopped.",
    when: ({ recursiveLoop }: FunctionSettings) => recursiveLoop === "Allow",
    semantics: ["lambda §13.5"],
  },
  {
    id: "lambda.recursion.batch",
    status: "assumed",
    source: "AWS does not say what the chain of a batch of messages of several chains is",
    date: "2026-11",
    text: "An invocation belongs to the chains of all messages of its batch, and one of them that is too long stops it.",
  },
  {
    id: "lambda.recursion.own-trace",
    status: "assumed",
    source: "AWS does not say what becomes of the chain where the caller gives a trace header",
    date: "2026-11",
    text: "A message that is sent with an AWSTraceHeader of its own begins a chain.",
  },
  {
    id: "lambda.recursion.sdk",
    status: "assumed",
    source: "AWS counts where a supported version of its SDK is used",
    date: "2026-11",
    text: "Every call that a function makes hands its chain on.",
  },
];
