import type { Plain } from "@orrery/kernel";
import { choiceSetting, memberOf, textSetting, type TriggerSource } from "../trigger-source.ts";

/** Amazon SageMaker Ground Truth: the functions of a labeling job. */
export const sagemaker: TriggerSource = {
  name: "sagemaker",
  noun: "labeling job of SageMaker",
  text: "Data objects of a labeling job of Amazon SageMaker Ground Truth before people label them, and their labels after.",
  principal: "sagemaker.amazonaws.com",
  settings: {
    job: textSetting("The labeling job.", "job"),
    step: choiceSetting("Before people label, or after.", [
      "PreHumanTask",
      "AnnotationConsolidation",
    ]),
    bucket: textSetting("Where the data is.", "bucket"),
  },
  invocationOf: () => "request",
  arnOf: ({ job }, { partition, region, accountId }) =>
    `arn:${partition}:sagemaker:${region}:${accountId}:labeling-job/${String(job)}`,
  eventOf(facts): Plain {
    const { values, number, partition, accountId } = facts;
    const { job, step, bucket } = values;
    const head = { version: "2018-10-16", labelingJobArn: this.arnOf(values, facts) };
    if (step === "PreHumanTask") {
      return { ...head, dataObject: { "source-ref": `s3://${String(bucket)}/object-${number}` } };
    }
    return {
      ...head,
      ...{ labelCategories: [], labelAttributeName: "label" },
      roleArn: `arn:${partition}:iam::${accountId}:role/labeling`,
      payload: {
        s3Uri: `s3://${String(bucket)}/${String(job)}/annotations/worker-response/${number}.json`,
      },
    };
  },
  usual: (event) =>
    memberOf(event, "dataObject") === undefined
      ? []
      : { taskInput: memberOf(event, "dataObject")!, isHumanAnnotationRequired: "true" },
  verdictOn: (answer, { step }) => {
    const isRight =
      step === "PreHumanTask"
        ? typeof memberOf(answer, "taskInput") === "object"
        : Array.isArray(answer);
    return isRight ? "succeeded" : "invalid";
  },
};
