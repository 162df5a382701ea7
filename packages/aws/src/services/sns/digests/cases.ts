import type { DigestCase } from "../../../../test/digest-case.ts";
import { snsToLambdaCases } from "./sns-to-lambda.ts";
import { snsToSqsCases } from "./sns-to-sqs.ts";

/** Runs in which topics come first. */
export const snsCases: readonly DigestCase[] = [...snsToSqsCases, ...snsToLambdaCases];
