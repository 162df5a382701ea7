import { arnIn, hexIn, timeIn, type EmittedFacts, type EmittedSource } from "../emitted-source.ts";

const instanceIn = (facts: EmittedFacts): string => `i-${facts.name}`;
const instance = (facts: EmittedFacts): readonly string[] => [
  arnIn(facts, "ec2", `instance/${instanceIn(facts)}`),
];

/** Amazon EC2. */
export const ec2: EmittedSource = {
  name: "aws.ec2",
  text: "Instances of Amazon EC2 whose state changes, and spot instances that are about to be taken away.",
  usualName: "0123456789abcdef0",
  events: [
    {
      detailType: "EC2 Instance State-change Notification",
      resources: instance,
      detail: (facts) => ({ "instance-id": instanceIn(facts), state: "running" }),
    },
    {
      detailType: "EC2 Spot Instance Interruption Warning",
      resources: instance,
      detail: (facts) => ({ "instance-id": instanceIn(facts), "instance-action": "terminate" }),
    },
    {
      detailType: "EC2 Instance Rebalance Recommendation",
      resources: instance,
      detail: (facts) => ({ "instance-id": instanceIn(facts) }),
    },
    {
      detailType: "EBS Snapshot Notification",
      resources: (facts) => [
        `arn:${facts.partition}:ec2::${facts.region}:snapshot/snap-${hexIn(facts, 17, 1)}`,
      ],
      detail: (facts) => ({
        event: "createSnapshot",
        result: "succeeded",
        cause: "",
        "request-id": "",
        snapshot_id: `arn:${facts.partition}:ec2::${facts.region}:snapshot/snap-${hexIn(facts, 17, 1)}`,
        source: `arn:${facts.partition}:ec2::${facts.region}:volume/vol-${facts.name}`,
        startTime: timeIn(facts, -60),
        endTime: timeIn(facts, 0),
      }),
    },
  ],
};
