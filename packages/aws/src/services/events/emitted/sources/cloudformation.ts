import { arnIn, idIn, type EmittedFacts, type EmittedSource } from "../emitted-source.ts";

const stackIn = (facts: EmittedFacts): string =>
  arnIn(facts, "cloudformation", `stack/${facts.name}/${idIn(facts, 1)}`);

/** AWS CloudFormation. */
export const cloudformation: EmittedSource = {
  name: "aws.cloudformation",
  text: "Stacks and resources of AWS CloudFormation whose status changes.",
  events: [
    {
      detailType: "CloudFormation Stack Status Change",
      resources: (facts) => [stackIn(facts)],
      detail: (facts) => ({
        "stack-id": stackIn(facts),
        "status-details": { status: "CREATE_COMPLETE", "status-reason": "" },
        "client-request-token": "",
      }),
    },
    {
      detailType: "CloudFormation Resource Status Change",
      resources: (facts) => [stackIn(facts)],
      detail: (facts) => ({
        "stack-id": stackIn(facts),
        "logical-resource-id": "Resource",
        "physical-resource-id": `${facts.name}-resource`,
        "status-details": { status: "CREATE_COMPLETE", "status-reason": "" },
        "resource-type": "AWS::Lambda::Function",
        properties: "{}",
        "client-request-token": "",
      }),
    },
  ],
};
