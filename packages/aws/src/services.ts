import { patternRules } from "./pattern/index.ts";
import {
  eventSourceMappingMachine,
  eventSourceMappingOperations,
  eventSourceMappingRules,
  taggedMappings,
} from "./services/lambda/event-source-mapping/index.ts";
import {
  lambdaHttpStatusOf,
  lambdaMachines,
  lambdaOperations,
  lambdaRules,
  setUpLambda,
  taggedFunctions,
  tagOperations,
} from "./services/lambda/index.ts";
import type { Scripts } from "./services/lambda/script.ts";
import type { Rule } from "./service/rule.ts";
import type { ServiceModel } from "./service/service-model.ts";
import { workloadRules } from "./workload/rules.ts";
import { sqsNames, sqsRules, sqsService } from "./services/sqs/index.ts";

/** The services of AWS that are modeled; functions may do what `scripts` say. */
export const servicesWith = (scripts: Scripts): readonly ServiceModel[] => [
  sqsService,
  {
    service: "lambda",
    machines: [...lambdaMachines(scripts, sqsNames), eventSourceMappingMachine(sqsNames)],
    operations: {
      ...lambdaOperations,
      ...eventSourceMappingOperations,
      ...tagOperations([taggedFunctions, taggedMappings]),
    },
    httpStatusOf: lambdaHttpStatusOf,
    setUp: setUpLambda,
  },
];

/** Rules of AWS by what follows them: kinds of resources, event patterns, workloads. */
const rulesByFollower: Readonly<Record<string, readonly Rule[]>> = {
  "sqs.queue": sqsRules,
  "lambda.function": lambdaRules,
  "lambda.eventSourceMapping": eventSourceMappingRules,
  eventPattern: patternRules,
  workload: workloadRules,
};

/** Every rule of AWS that is followed, by service. */
export const allRules: readonly Rule[] = Object.values(rulesByFollower).flat();

/** The rules that `followers` follow: kinds of resources such as `sqs.queue`, `eventPattern`, `workload`. */
export const rulesOf = (followers: ReadonlySet<string>): readonly Rule[] =>
  Object.entries(rulesByFollower).flatMap(([follower, rules]) =>
    followers.has(follower) ? rules : [],
  );
