import { objectOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { templateTypes, type MadeType } from "../../service/template-type.ts";
import facts from "./resource-types.json" with { type: "json" };

/** Numbers that templates may have as texts. */
const numbers = ["Priority", "FixedRate", "ReservoirSize", "Version"];

function numeric(rule: PlainObject): PlainObject {
  return Object.fromEntries(
    Object.entries(rule).map(([name, value]) => [
      name,
      numbers.includes(name) && typeof value === "string" ? Number(value) : value,
    ]),
  );
}

const samplingRuleType: MadeType = {
  type: "AWS::XRay::SamplingRule",
  nameProperty: "SamplingRule.RuleName",
  naming: { maxLength: 32 },
  properties: {
    SamplingRule: {
      verdict: "modeled",
      meaning:
        "Which requests it is about, and how many of them are sampled: clients that ask are told.",
      read: "plain",
    },
    RuleName: { verdict: "ignored", meaning: "The rule's own name holds." },
    SamplingRuleRecord: { verdict: "ignored", meaning: "AWS does not use it any more." },
    SamplingRuleUpdate: { verdict: "ignored", meaning: "AWS does not use it any more." },
    Tags: { verdict: "ignored", meaning: "Tags change nothing.", read: "tags" },
  },
  make({ SamplingRule }, { name }) {
    const { RuleARN: _, ...rule } = numeric(objectOf(SamplingRule));
    return [
      { operation: "CreateSamplingRule", params: { SamplingRule: { ...rule, RuleName: name } } },
    ];
  },
  meaning: () => "A rule of sampling, which nobody samples by who is simulated, simulated.",
  deployment: {
    change: (_before, after) =>
      after.map(({ params }) => {
        const { Version: _, ...update } = objectOf(params["SamplingRule"]);
        return { operation: "UpdateSamplingRule", params: { SamplingRuleUpdate: update } };
      }),
    remove: ({ operations }) =>
      operations.map(({ params }) => ({
        operation: "DeleteSamplingRule",
        params: { RuleName: objectOf(params["SamplingRule"])["RuleName"]! },
      })),
  },
};

/** What templates may have of X-Ray. */
export const xrayTemplateTypes = templateTypes(facts, [
  samplingRuleType,
  {
    type: "AWS::XRay::Group",
    leftOut: {
      verdict: "ignored",
      meaning: "Groups gather traces for people who look at them, and change nothing.",
      charge: null,
    },
  },
]);
