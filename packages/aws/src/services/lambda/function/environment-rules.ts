import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { updating } from "../rule-conditions.ts";
import { guide, recorded } from "../rule-sources.ts";

/** Execution environments, cold starts, and what is counted of them. */
export const environmentRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.environment.cold-start",
    status: "documented",
    source: guide("lambda-runtime-environment"),
    date: "2026-10",
    text: "An invocation without an idle environment starts one, whose Init phase comes before the handler.",
  },
  {
    id: "lambda.environment.reuse",
    status: "documented",
    source: guide("lambda-runtime-environment"),
    date: "2026-10",
    text: "An idle environment takes the next invocation without an Init phase.",
  },
  {
    id: "lambda.environment.one-at-a-time",
    status: "documented",
    source: guide("lambda-concurrency"),
    date: "2026-10",
    text: "An environment runs one invocation at a time.",
  },
  {
    id: "lambda.environment.globals",
    status: "documented",
    source: `${guide("lambda-runtime-environment")}; ${recorded("2025-11-24")}`,
    date: "2026-10",
    text: "What a handler keeps in memory is there at the next invocation of its environment, until that is reset.",
  },
  {
    id: "lambda.environment.newest-idle-first",
    status: "measured",
    source:
      "20 experiments of 2020 on Lambda, published with SimFaaS: cold starts at 11 to 13 % of the measured with it, at 67 to 71 % with the oldest or any",
    date: "2026-11",
    text: "Of the idle environments the one used last takes the next invocation.",
  },
  {
    id: "lambda.environment.idle-lifetime",
    status: "measured",
    source:
      "MEASURED 2017-06 by theburningmonk.com, 2019-08 and 2021-01 by mikhail.io/serverless/coldstarts/aws/intervals",
    date: "2021-01",
    text: "An idle environment is reclaimed after 5 to 7 minutes; after 10 from 2019-07, after 25 to 60 before.",
  },
  {
    id: "lambda.environment.maximum-age",
    status: "assumed",
    source: `${guide("lambda-runtime-environment")} says every few hours; the hours are ours`,
    date: "2026-11",
    text: "An environment ends when it is 2 to 4 hours old, even if it is always busy.",
  },
  {
    id: "lambda.environment.surplus-halves",
    status: "measured",
    source:
      "Copik et al., SeBS, Middleware 2021, section 6.5, measured 2020; that it still holds is ours",
    date: "2026-11",
    text: "Of several idle environments every second goes each 380 s; the last one lives for its idle lifetime.",
  },
  {
    id: "lambda.environment.proactive-replacement",
    status: "assumed",
    source: `${guide("lambda-runtime-environment")} says that AWS may initialize ahead; aaronstuyvenberg.com, 2023-07-13: 50 to 85 % of Init phases were; the half is ours`,
    date: "2026-11",
    text: "Half of the environments that grow too old are replaced by new ones whose Init phase is billed and delays nobody.",
  },
  {
    id: "lambda.environment.init-limit",
    status: "measured",
    source: `${guide("lambda-runtime-environment")}; bitesizedserverless.com, 2022-04: billed 12,080 ms of a duration of 12,079.53 ms`,
    date: "2026-11",
    text: "An Init phase above 10 s is given up, not billed, and repeated inside the first invocation, under the function's timeout.",
  },
  {
    id: "lambda.environment.reset-after-timeout",
    status: "measured",
    source: recorded("2024-04"),
    date: "2024-04",
    text: "After a timeout the environment is reset, and its Init phase is part of the next invocation.",
  },
  {
    id: "lambda.environment.handler-error-keeps",
    status: "documented",
    source: guide("lambda-runtime-environment"),
    date: "2026-10",
    text: "A handler that throws leaves its environment as it is.",
  },
  {
    id: "lambda.environment.update-retires",
    status: "documented",
    source: guide("lambda-runtime-environment"),
    date: "2026-10",
    text: "After a change of code or configuration new environments start, while running invocations finish on the old ones.",
    operations: updating,
  },
  {
    id: "lambda.cold-start.init-by-runtime",
    status: "measured",
    source: "MEASURED 2026-08 by github.com/maxday/lambda-perf, hello-world functions",
    date: "2026-08",
    text: "The Init phase takes as long as measured for runtime, architecture and package type, whatever the memory.",
  },
  {
    id: "lambda.cold-start.image-runtime",
    status: "assumed",
    source: "Lambda does not know the runtime of an image",
    date: "2026-11",
    text: "An image has the cold starts of the runtime that the scenario names, or else of Node.js 22.",
    when: ({ packageType }: FunctionSettings) => packageType === "Image",
  },
  {
    id: "lambda.cold-start.first-call",
    status: "measured",
    source: "MEASURED 2026-08 by github.com/maxday/lambda-perf, hello-world functions",
    date: "2026-08",
    text: "The first handler call of an environment takes longer, by runtime and memory.",
  },
  {
    id: "lambda.cold-start.placement",
    status: "measured",
    source:
      "MEASURED 2021-01 by github.com/codetalkio/patterns-serverless-rust-minimal (X-Ray), 2024-01 by github.com/awslabs/llrt; the fit is ours",
    date: "2024-01",
    text: "Before its Init phase an environment takes a median of 110 ms, which no duration and no bill shows.",
  },
  {
    id: "lambda.metrics.duration",
    status: "documented",
    source: guide("monitoring-metrics-types"),
    date: "2026-10",
    text: "Duration is the time of the handler, without that of a cold start.",
  },
  {
    id: "lambda.metrics.claimed-concurrency",
    status: "documented",
    source: guide("monitoring-concurrency"),
    date: "2026-10",
    text: "ClaimedAccountConcurrency is the unreserved concurrency in use and all that is reserved.",
  },
];
