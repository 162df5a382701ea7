import {
  templateTypes,
  type LeftOutMeaning,
  type LeftOutType,
} from "../../service/template-type.ts";
import facts from "./resource-types.json" with { type: "json" };

const left = (verdict: "ignored" | "opaque", meaning: string): LeftOutMeaning => ({
  verdict,
  meaning,
  charge: null,
});
const kept = left(
  "ignored",
  "Functions log without it; what they log is kept where the run is told so.",
);

const groupType: LeftOutType = {
  type: "AWS::Logs::LogGroup",
  naming: { maxLength: 512 },
  leftOut: { ...kept, charge: "CloudWatch Logs storage" },
  returns: ({ arn }) => ({ Arn: `${arn}:*` }),
};

/** What templates may have of CloudWatch Logs. */
export const logsTemplateTypes = templateTypes(facts, [
  groupType,
  { type: "AWS::Logs::LogStream", leftOut: kept },
  { type: "AWS::Logs::AccountPolicy", leftOut: kept },
  { type: "AWS::Logs::Delivery", leftOut: kept },
  { type: "AWS::Logs::DeliveryDestination", leftOut: kept },
  { type: "AWS::Logs::DeliverySource", leftOut: kept },
  { type: "AWS::Logs::Destination", leftOut: kept },
  { type: "AWS::Logs::LogAnomalyDetector", leftOut: kept },
  {
    type: "AWS::Logs::MetricFilter",
    leftOut: left("ignored", "No metrics are made of what is logged."),
  },
  { type: "AWS::Logs::QueryDefinition", leftOut: kept },
  {
    type: "AWS::Logs::ResourcePolicy",
    leftOut: left("ignored", "Permissions are not checked: every call is allowed."),
  },
  {
    type: "AWS::Logs::SubscriptionFilter",
    leftOut: {
      verdict: "opaque",
      name: "CloudWatch Logs",
      flow: "log events that it passes on",
      absence: "no log events are passed on",
      charge: null,
    },
  },
]);
