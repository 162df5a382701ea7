import type { DigestCase } from "../../../../test/digest-case.ts";
import { callingCases } from "./calling.ts";
import { consumingCases } from "./consuming.ts";
import { readingCases } from "./reading.ts";
import { sqsToLambdaCases } from "./sqs-to-lambda.ts";

/** Runs in which queues come first. */
export const sqsCases: readonly DigestCase[] = [
  ...readingCases,
  ...callingCases,
  ...consumingCases,
  ...sqsToLambdaCases,
];
