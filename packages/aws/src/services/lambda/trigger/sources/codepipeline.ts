import { hours, minutes } from "@orrery/kernel";
import { memberOf, textSetting, type TriggerFacts, type TriggerSource } from "../trigger-source.ts";

const jobOf = ({
  values,
  accountId,
  functionArn,
  ticket,
  continuation,
  milliseconds,
}: TriggerFacts) => {
  const { userParameters, bucket, pipeline } = values;
  const artifact = (name: string) => ({
    name,
    revision: null,
    location: {
      type: "S3",
      s3Location: { bucketName: bucket!, objectKey: `${String(pipeline)}/${name}/${milliseconds}` },
    },
  });
  const [, , , , , , functionName = ""] = functionArn.split(":");
  return {
    id: ticket,
    accountId,
    data: {
      actionConfiguration: {
        configuration: {
          FunctionName: functionName,
          ...(userParameters === "" ? {} : { UserParameters: userParameters! }),
        },
      },
      inputArtifacts: [artifact("SourceArtifact")],
      outputArtifacts: [],
      artifactCredentials: {
        accessKeyId: "AKIAIOSFODNN7EXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        sessionToken: "MIICiTCCAfICCQD6m7oRw0uXOjANBgkqhkiG9w0BAQUFADCBiDELMAkGA1UEBhMC",
        expirationTime: milliseconds + 3_600_000,
      },
      ...(continuation === null ? {} : { continuationToken: continuation }),
    },
  };
};

/** AWS CodePipeline: a Lambda invoke action, whose stage waits for the job's result. */
export const codepipeline: TriggerSource = {
  name: "codepipeline",
  noun: "invoke action of CodePipeline",
  text: "Invoke actions of a pipeline. The stage waits until the function says what the job came to, or fails it.",
  principal: "codepipeline.amazonaws.com",
  settings: {
    pipeline: textSetting("The pipeline.", "pipeline"),
    bucket: textSetting("The bucket of its artifacts.", "codepipeline-us-east-1-artifacts"),
    userParameters: textSetting("What the action says beside, as a text.", ""),
  },
  invocationOf: () => "event",
  awaits: {
    what: "codepipeline:PutJobSuccessResult or codepipeline:PutJobFailureResult",
    within: minutes(20),
    atMost: hours(24),
    returned(value) {
      const continuation = memberOf(value, "continuationToken");
      return typeof continuation === "string" && continuation !== ""
        ? { continuation }
        : "succeeded";
    },
  },
  arnOf: ({ pipeline }, { partition, region, accountId }) =>
    `arn:${partition}:codepipeline:${region}:${accountId}:${String(pipeline)}`,
  eventOf: (facts) => ({ "CodePipeline.job": jobOf(facts) }),
};
