import { guide, read, type DynamodbRule } from "../rule-sources.ts";

const throughput = "Managing throughput capacity automatically with DynamoDB auto scaling";

/** How Application Auto Scaling sets the throughput of tables. */
export const scalingRules: readonly DynamodbRule[] = [
  {
    id: "dynamodb.autoscaling.out",
    status: "documented",
    source: guide(throughput),
    date: read,
    text: "Provisioned throughput follows what is consumed once that was above the target, 20 to 90 percent, in two minutes in a row; alarms and UpdateTable take minutes besides.",
    operations: ["UpdateTable"],
    semantics: [
      "dynamodb §2.6",
      "dynamodb §0 autoscaling.target",
      "dynamodb §0 autoscaling.scaleOut / scaleIn",
    ],
  },
  {
    id: "dynamodb.autoscaling.in",
    status: "assumed",
    source: "Fifteen minutes are AWS's; consoles show an alarm at 50 percent for a target of 70.",
    date: read,
    text: "It goes back once consumption was 20 percentage points below the target for fifteen minutes in a row, to what the fullest of them needs.",
    operations: ["UpdateTable"],
  },
  {
    id: "dynamodb.autoscaling.silent",
    status: "documented",
    source: guide(throughput),
    date: read,
    text: "A table on which nothing is read or written publishes no consumption, so its throughput is not lowered.",
    operations: ["UpdateTable"],
  },
  {
    id: "dynamodb.autoscaling.indexes",
    status: "documented",
    source:
      "Application Auto Scaling User Guide, Amazon DynamoDB and Application Auto Scaling; that an index is scaled as a table is follows of it",
    date: read,
    text: "Each global secondary index is scaled by itself, by what is taken of it, beside its table.",
    operations: ["UpdateTable"],
  },
];
