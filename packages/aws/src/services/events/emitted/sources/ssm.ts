import { arnIn, type EmittedFacts, type EmittedSource } from "../emitted-source.ts";

const parameterIn = (facts: EmittedFacts): string => arnIn(facts, "ssm", `parameter/${facts.name}`);

/** AWS Systems Manager. */
export const ssm: EmittedSource = {
  name: "aws.ssm",
  text: "Parameters of AWS Systems Manager that change.",
  events: [
    {
      detailType: "Parameter Store Change",
      resources: (facts) => [parameterIn(facts)],
      detail: (facts) => ({
        operation: "Update",
        name: facts.name,
        type: "String",
        description: "",
      }),
    },
  ],
};
