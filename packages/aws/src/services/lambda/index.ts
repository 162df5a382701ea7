import type { AnyMachine } from "@orrery/kernel";
import { accountMachine } from "./account/machine.ts";
import { functionMachine } from "./function/machine.ts";
import type { Scripts } from "./script.ts";
import type { SqsNames } from "./sqs-event.ts";

export { setUpLambda } from "./operations/account-resource.ts";
export { lambdaHttpStatusOf, lambdaOperations } from "./api.ts";
export { lambdaRules } from "./rules.ts";
export { taggedFunctions, tagOperations } from "./operations/tag-operations.ts";

/** The machines of functions and of the account's concurrency; functions may do what `scripts` say. */
export const lambdaMachines = (scripts: Scripts, sqsNames: SqsNames): readonly AnyMachine[] => [
  functionMachine(scripts, sqsNames),
  accountMachine,
];
