import { expectMap, ofResource } from "../expectations.ts";

import { isGiven, isText, mapOf, memberOf, type Json, type JsonMap, type Maybe } from "../json.ts";
import { resourceProblem } from "../problems.ts";
import { represented } from "../python-text.ts";
import { generated, type Generated, type SamResource } from "../resource.ts";
import type { Stage } from "../stage.ts";
import { codeOf } from "./code.ts";
import { functionTags } from "./tags.ts";

export const queueActions: Readonly<Record<string, string>> = {
  SQS: "sqs:SendMessage",
  SNS: "sns:Publish",
};

export function checkDeadLetterQueue(id: string, queue: Maybe): void {
  if (!isGiven(queue)) return;
  const type = memberOf(queue, "Type");
  if (!isGiven(type) || !isGiven(memberOf(queue, "TargetArn"))) {
    throw resourceProblem(
      id,
      "'DeadLetterQueue' requires Type and TargetArn properties to be specified.",
    );
  }
  if (!isText(type))
    throw resourceProblem(id, "Property 'DeadLetterQueue.Type' should be a string.");
  if (!Object.hasOwn(queueActions, type)) {
    throw resourceProblem(
      id,
      `'DeadLetterQueue' requires Type of ${represented(Object.keys(queueActions))}`,
    );
  }
}

/** Properties that Lambda's function has as SAM's has them. */
const passedOn = [
  ...["FunctionName", "Handler", "Runtime", "Description", "MemorySize", "Timeout", "VpcConfig"],
  ...["Role", "Environment", "KmsKeyArn", "ReservedConcurrentExecutions", "Layers"],
  ...["FileSystemConfigs", "ImageConfig", "PackageType", "Architectures", "SnapStart"],
  ...["EphemeralStorage", "CodeSigningConfigArn", "RuntimeManagementConfig", "LoggingConfig"],
  ...["RecursiveLoop", "TenancyConfig", "DurableConfig", "FunctionScalingConfig"],
  "PublishToLatestPublished",
];

export function lambdaOf(sam: SamResource, stage: Stage): Generated {
  const { id, properties, attributes, dependsOn } = sam;
  const code = codeOf(sam);
  const key = memberOf(properties, "SourceKMSKeyArn");
  const tracing = tracingOf(properties, stage);
  const queue = memberOf(properties, "DeadLetterQueue");
  const lambda = generated(
    id,
    "AWS::Lambda::Function",
    {
      ...Object.fromEntries(passedOn.map((name) => [name, memberOf(properties, name)])),
      Code: isGiven(key) ? { ...code, SourceKMSKeyArn: key } : code,
      Tags: functionTags(properties),
      TracingConfig: tracing === undefined ? undefined : { Mode: tracing },
      DeadLetterConfig: isGiven(queue)
        ? { TargetArn: memberOf(queue, "TargetArn") ?? null }
        : undefined,
      CapacityProviderConfig: capacityProviderConfig(
        id,
        memberOf(properties, "CapacityProviderConfig"),
      ),
    },
    { attributes, dependsOn, from: properties },
  );
  checkPackage(lambda);
  return lambda;
}

function capacityProviderConfig(id: string, given: Maybe): Maybe {
  if (!isGiven(given)) return undefined;
  const config = expectMap(given, "CapacityProviderConfig", ofResource(id));
  return {
    LambdaManagedInstancesCapacityProviderConfig: mapOf({
      CapacityProviderArn: memberOf(config, "Arn"),
      PerExecutionEnvironmentMaxConcurrency: memberOf(
        config,
        "PerExecutionEnvironmentMaxConcurrency",
      ),
      ExecutionEnvironmentMemoryGiBPerVCpu: memberOf(
        config,
        "ExecutionEnvironmentMemoryGiBPerVCpu",
      ),
    }),
  };
}

function checkPackage({ id, properties }: Generated): void {
  const given = (name: string) => isGiven(memberOf(properties, name));
  const image = isGiven(memberOf(memberOf(properties, "Code"), "ImageUri"));
  if (memberOf(properties, "PackageType") === "Image") {
    if (given("Handler") || given("Runtime") || given("Layers")) {
      throw resourceProblem(
        id,
        "Runtime, Handler, Layers cannot be present when PackageType is of type `Image`",
      );
    }
    if (!image) {
      throw resourceProblem(id, "ImageUri needs to be present when PackageType is of type `Image`");
    }
    return;
  }
  if (!given("Runtime") || !given("Handler")) {
    throw resourceProblem(
      id,
      "Runtime and Handler needs to be present when PackageType is of type `Zip`",
    );
  }
  if (image || given("ImageConfig")) {
    throw resourceProblem(
      id,
      "ImageUri or ImageConfig cannot be present when PackageType is of type `Zip`",
    );
  }
}

/** How a function is traced; `undefined` where it is not. */
export function tracingOf(properties: JsonMap, stage: Stage): Json | undefined {
  const given = memberOf(properties, "Tracing");
  if (!isGiven(given) || stage.resolver.parameters(given) === "Disabled") return undefined;
  return given;
}

/** The policy by which X-Ray gets traces. */
export const tracingPolicy = (partition: string): string =>
  partition === "aws" ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess";
