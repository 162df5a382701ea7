import { read, type DynamodbRule } from "./rule-sources.ts";

const reference = "AWS CloudFormation Template Reference, AWS::DynamoDB::Table";

/** What CloudFormation does to tables when their stacks change. */
export const deploymentRules: readonly DynamodbRule[] = [
  {
    id: "dynamodb.stack.change-in-place",
    status: "documented",
    source: `${reference}, and UpdateTable, which takes such changes one at a time`,
    date: read,
    text: "Billing mode, throughput, streams, expiry, class, protection and tags of a table are changed in place, one after the other, each once the table is ACTIVE again.",
    operations: ["UpdateTable"],
  },
  {
    id: "dynamodb.stack.one-index",
    status: "measured",
    source:
      "What CloudFormation answered, as reported of UPDATE_FAILED (aws/aws-cdk #14920, cloudformation-coverage-roadmap #229); that one may be made and another taken away: Template Reference",
    date: read,
    text: "An update makes one global secondary index of a table and takes one away; with more of either the step fails. It does not wait for an index to be filled.",
    operations: ["UpdateTable"],
  },
  {
    id: "dynamodb.stack.same-index",
    status: "measured",
    source:
      "What CloudFormation answered, as reported of UPDATE_FAILED (aws-amplify/amplify-hosting #2667)",
    date: read,
    text: "An index that keeps its name and gets other keys or another projection fails the step.",
    operations: ["UpdateTable"],
  },
];
