import {
  arnIn,
  hexIn,
  idIn,
  timeIn,
  type Emitted,
  type EmittedFacts,
  type EmittedSource,
} from "../emitted-source.ts";

const instanceIn = (facts: EmittedFacts): string => `i-${hexIn(facts, 17)}`;
const groupIn = (facts: EmittedFacts): string =>
  arnIn(
    facts,
    "autoscaling",
    `autoScalingGroup:${idIn(facts, 1)}:autoScalingGroupName/${facts.name}`,
  );

const lifecycleAction = (what: "launch" | "terminate"): Emitted => ({
  detailType: `EC2 Instance-${what} Lifecycle Action`,
  resources: (facts) => [groupIn(facts)],
  detail: (facts) => ({
    LifecycleActionToken: idIn(facts, 2),
    AutoScalingGroupName: facts.name,
    LifecycleHookName: "hook",
    EC2InstanceId: instanceIn(facts),
    LifecycleTransition: `autoscaling:EC2_INSTANCE_${what === "launch" ? "LAUNCHING" : "TERMINATING"}`,
    NotificationMetadata: "",
    Origin: what === "launch" ? "EC2" : "AutoScalingGroup",
    Destination: what === "launch" ? "AutoScalingGroup" : "EC2",
  }),
});

const activity = (what: "Launch" | "Terminate", how: "Successful" | "Unsuccessful"): Emitted => ({
  detailType: `EC2 Instance ${what} ${how}`,
  resources: (facts) => [groupIn(facts), arnIn(facts, "ec2", `instance/${instanceIn(facts)}`)],
  detail: (facts) => ({
    StatusCode: how === "Successful" ? "InProgress" : "Failed",
    AutoScalingGroupName: facts.name,
    ActivityId: idIn(facts, 2),
    Details: { "Availability Zone": `${facts.region}a`, "Subnet ID": `subnet-${hexIn(facts, 8)}` },
    RequestId: idIn(facts, 2),
    EndTime: timeIn(facts),
    EC2InstanceId: instanceIn(facts),
    StartTime: timeIn(facts, -60),
    Cause: `At ${timeIn(facts, -60)} the desired capacity was changed.`,
    Description: `${what === "Launch" ? "Launching a new" : "Terminating"} EC2 instance: ${instanceIn(facts)}`,
    StatusMessage: how === "Successful" ? "" : "There is no capacity in this Availability Zone.",
    Origin: what === "Launch" ? "EC2" : "AutoScalingGroup",
    Destination: what === "Launch" ? "AutoScalingGroup" : "EC2",
  }),
});

/** Amazon EC2 Auto Scaling. */
export const autoscaling: EmittedSource = {
  name: "aws.autoscaling",
  text: "Instances that Amazon EC2 Auto Scaling launches and terminates.",
  events: [
    activity("Launch", "Successful"),
    activity("Launch", "Unsuccessful"),
    activity("Terminate", "Successful"),
    activity("Terminate", "Unsuccessful"),
    lifecycleAction("launch"),
    lifecycleAction("terminate"),
  ],
};
