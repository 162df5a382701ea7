import { rule, type StepFunctionsRule } from "../rule-sources.ts";

const source =
  "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-stepfunctions-statemachinealias-deploymentpreference.html";

/** How an alias goes over to another version, where a template has it so. */
export const aliasRules: readonly StepFunctionsRule[] = [
  rule(
    "alias.linear",
    source,
    "LINEAR gives the new version its Percentage at once and once more after each Interval of minutes, until it has all.",
  ),
  rule(
    "alias.canary",
    source,
    "CANARY gives the new version its Percentage at once, and all after Interval minutes.",
  ),
  rule("alias.all-at-once", source, "ALL_AT_ONCE gives the new version all at once."),
  {
    ...rule(
      "alias.waited-for",
      `${source} has CloudFormation shift the traffic; that the stack waits for its end is not said in words`,
      "An update of a stack goes on once the alias leads to the new version alone.",
    ),
    status: "assumed",
  },
  rule(
    "alias.alarms",
    source,
    "An alarm in ALARM fails the shift, which goes back; an alarm that is not there counts as OK.",
  ),
];
