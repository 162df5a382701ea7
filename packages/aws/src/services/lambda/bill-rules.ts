import type { Rule } from "../../service/rule.ts";
import type { FunctionSettings } from "./config.ts";
import { guide } from "./rule-sources.ts";

/** What Lambda bills. */
export const billRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.billing.rounds-up",
    status: "documented",
    source: "https://aws.amazon.com/lambda/pricing; AWS News Blog 2020-12-01",
    date: "2026-10",
    text: "Billed durations are rounded up to 1 ms since 2020-12-01, to 100 ms before.",
    semantics: ["lambda §12.1"],
  },
  {
    id: "lambda.billing.init",
    status: "documented",
    source:
      "AWS Compute Blog 2025-04, AWS Lambda standardizes billing for INIT Phase; https://aws.amazon.com/lambda/pricing",
    date: "2025-08",
    text: "The Init phase is billed; until 2025-07-31 not that of zip packages on managed runtimes.",
    semantics: ["lambda §0 Init billing (zip + managed runtime, on demand)", "lambda §12.2"],
  },
  {
    id: "lambda.billing.throttles-free",
    status: "documented",
    source: guide("monitoring-metrics-types"),
    date: "2026-10",
    text: "Throttles are counted apart from invocations and errors, and are not billed.",
    semantics: ["lambda §11 Invocations", "lambda §11 Throttles", "lambda §12.3"],
  },
  {
    id: "lambda.pricing.requests",
    status: "documented",
    source: "https://aws.amazon.com/lambda/pricing; AWS Price List 2026-09-19",
    date: "2026-09",
    text: "A million requests cost 0.20 dollars.",
    semantics: ["lambda §12.1"],
  },
  {
    id: "lambda.pricing.duration",
    status: "documented",
    source: "https://aws.amazon.com/lambda/pricing; AWS Price List 2026-09-19",
    date: "2026-09",
    text: "Billed durations are charged in gigabyte-seconds, at a lower price on arm64.",
    semantics: ["lambda §12.1"],
  },
  {
    id: "lambda.pricing.duration-tiers",
    status: "documented",
    source: "https://aws.amazon.com/lambda/pricing; AWS Price List 2026-09-19",
    date: "2026-09",
    text: "The price of a gigabyte-second falls in two steps with what the account uses of an architecture in a month.",
  },
  {
    id: "lambda.pricing.ephemeral-storage",
    status: "documented",
    source: "https://aws.amazon.com/lambda/pricing",
    date: "2026-09",
    text: "Ephemeral storage above 512 MB is charged for the billed duration.",
    when: ({ ephemeralStorage }: FunctionSettings) => ephemeralStorage > 512,
    semantics: ["lambda §12.4"],
  },
  {
    id: "lambda.pricing.decryption",
    status: "assumed",
    source: `${guide("configuration-envvars-encryption")} says that Lambda decrypts them for the function, and not how often; https://aws.amazon.com/kms/pricing`,
    date: "2026-11",
    text: "Where a key of the customer's encrypts variables, each environment asks KMS once, at 0.03 dollars for 10,000 requests; it takes no time of its own.",
    when: ({ decryptsVariables }: FunctionSettings) => decryptsVariables,
  },
];
