import { listOf, memberOf, numberOf, objectOf, spelled, textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operation, Operations, Step } from "../../../service/service-model.ts";
import type { KeptRule } from "../config.ts";
import { xrayLimits } from "../limits.ts";
import { changeRecord, clockOf, recordOf } from "./store-record.ts";

const respond = (response: PlainObject): Step => ({ type: "respond", response });
const invalid = (message: string): Step => refused("InvalidRequestException", message);
const { defaultRule } = xrayLimits;

const arnOf = (name: string, { partition, region, accountId }: ControlPlane): string =>
  `arn:${partition}:xray:${region}:${accountId}:sampling-rule/${name}`;

/** The rule that is there before any other is made, which can be changed and not be deleted. */
const usualRule = (plane: ControlPlane): KeptRule => ({
  rule: {
    RuleName: defaultRule.name,
    RuleARN: arnOf(defaultRule.name, plane),
    ResourceARN: "*",
    Priority: defaultRule.priority,
    FixedRate: defaultRule.rate,
    ReservoirSize: defaultRule.reservoir,
    ServiceName: "*",
    ServiceType: "*",
    Host: "*",
    HTTPMethod: "*",
    URLPath: "*",
    Version: 1,
    Attributes: {},
  },
  createdAt: 0,
  modifiedAt: 0,
});

/** All rules, in the order in which a request is held against them. */
function rulesOf(plane: ControlPlane): readonly KeptRule[] {
  const { rules } = recordOf(plane);
  const own = Object.values(rules);
  const all = Object.hasOwn(rules, defaultRule.name) ? own : [...own, usualRule(plane)];
  const priority = ({ rule }: KeptRule) => numberOf(rule["Priority"])!; // The model requires it.
  const name = ({ rule }: KeptRule) => spelled(rule["RuleName"]);
  return all.sort(
    (one, other) => priority(one) - priority(other) || (name(one) < name(other) ? -1 : 1),
  );
}

const shown = ({ rule, createdAt, modifiedAt }: KeptRule): PlainObject => ({
  SamplingRule: rule,
  CreatedAt: createdAt,
  ModifiedAt: modifiedAt,
});

function keep(name: string, kept: KeptRule, plane: ControlPlane): Step {
  const { rules } = recordOf(plane);
  changeRecord({ rules: { ...rules, [name]: kept }, changedAt: clockOf(plane) }, plane);
  return respond({ SamplingRuleRecord: shown(kept) });
}

/** The rule that a request is about, by its name or its ARN. */
function ruleIn(said: PlainObject, plane: ControlPlane): KeptRule | undefined {
  const [name, arn] = [said["RuleName"], said["RuleARN"]];
  return rulesOf(plane).find(({ rule }) =>
    name === undefined ? rule["RuleARN"] === arn : rule["RuleName"] === name,
  );
}

const boosted = (said: PlainObject): Step | null =>
  said["SamplingRateBoost"] === undefined
    ? null
    : { type: "notModeled", what: "A boost of sampling is not modeled." };

const createSamplingRule: Operation = {
  begin(params, plane) {
    const said = objectOf(params["SamplingRule"]);
    const name = textOf(said["RuleName"]);
    // Assumed: the words of refusals.
    if (name === undefined) return invalid("RuleName is required.");
    const { rules } = recordOf(plane);
    if (ruleIn({ RuleName: name }, plane) !== undefined) {
      return invalid(`A sampling rule named ${name} exists already.`);
    }
    if (Object.keys(rules).length >= plane.quota("xray.samplingRules")) {
      return refused(
        "RuleLimitExceededException",
        "You have reached the maximum number of sampling rules.",
      );
    }
    const now = clockOf(plane);
    const rule = { Attributes: {}, ...said, RuleName: name, RuleARN: arnOf(name, plane) };
    return boosted(said) ?? keep(name, { rule, createdAt: now, modifiedAt: now }, plane);
  },
};

const updateSamplingRule: Operation = {
  begin(params, plane) {
    const { RuleARN, RuleName, ...change } = objectOf(params["SamplingRuleUpdate"]);
    const found = ruleIn(
      {
        ...(RuleName === undefined ? {} : { RuleName }),
        ...(RuleARN === undefined ? {} : { RuleARN }),
      },
      plane,
    );
    if (found === undefined) return invalid("The sampling rule does not exist.");
    const name = spelled(found.rule["RuleName"]);
    const rate = numberOf(change["FixedRate"]) ?? 0;
    if (rate < 0 || rate > 1) return invalid("FixedRate must be between 0 and 1.");
    const isOfAll = Object.keys(change).every(
      (each) => each === "FixedRate" || each === "ReservoirSize",
    );
    if (name === defaultRule.name && !isOfAll) {
      return invalid("Of the Default rule FixedRate and ReservoirSize alone can be changed.");
    }
    const rule = { ...found.rule, ...change };
    return boosted(change) ?? keep(name, { ...found, rule, modifiedAt: clockOf(plane) }, plane);
  },
};

const deleteSamplingRule: Operation = {
  begin(params, plane) {
    const found = ruleIn(params, plane);
    if (found === undefined) return invalid("The sampling rule does not exist.");
    const name = spelled(found.rule["RuleName"]);
    if (name === defaultRule.name) return invalid("The Default rule cannot be deleted.");
    const left = Object.entries(recordOf(plane).rules).filter(([each]) => each !== name);
    changeRecord({ rules: Object.fromEntries(left), changedAt: clockOf(plane) }, plane);
    return respond({ SamplingRuleRecord: shown(found) });
  },
};

const getSamplingRules: Operation = {
  begin: (_params, plane) => respond({ SamplingRuleRecords: rulesOf(plane).map(shown) }),
};

/**
 * Gives each client of a rule its part of the reservoir. It has what it was given for five minutes; one of which nothing
 * was heard for as long has none.
 */
const getSamplingTargets: Operation = {
  begin(params, plane) {
    const { targets } = xrayLimits;
    const clients: Record<string, Readonly<Record<string, number>>> = {
      ...recordOf(plane).clients,
    };
    const said = listOf(params["SamplingStatisticsDocuments"]).map((each) => ({
      name: textOf(memberOf(each, "RuleName")) ?? "",
      client: textOf(memberOf(each, "ClientID")) ?? "",
    }));
    const known = said.flatMap(({ name, client }) => {
      const rule = ruleIn({ RuleName: name }, plane);
      return rule === undefined ? [] : [{ name, client, rule: rule.rule }];
    });
    for (const { name, client } of known) {
      const heard = Object.entries(clients[name] ?? {}).filter(
        ([, at]) => plane.now - at < targets.lifetime,
      );
      clients[name] = { ...Object.fromEntries(heard), [client]: plane.now };
    }
    const { changedAt } = recordOf(plane);
    changeRecord({ clients }, plane);
    return respond({
      SamplingTargetDocuments: known.map(({ name, client, rule }) => ({
        RuleName: name,
        FixedRate: rule["FixedRate"]!, // The model requires it.
        ReservoirQuota: quotaOf(numberOf(rule["ReservoirSize"]) ?? 0, clients[name]!, client),
        ReservoirQuotaTTL: clockOf(plane) + targets.lifetime / 1_000_000,
        Interval: targets.interval,
      })),
      LastRuleModification: changedAt,
      UnprocessedStatistics: said
        .filter(({ name }) => known.every((each) => each.name !== name))
        .map(({ name }) => ({
          RuleName: name,
          ErrorCode: "UnknownRule", // Assumed: the code.
          Message: "The sampling rule does not exist.",
        })),
    });
  },
};

/** The part of a reservoir that a client has: all have as much, and the first of them what is left over. */
function quotaOf(
  reservoir: number,
  clients: Readonly<Record<string, number>>,
  client: string,
): number {
  const ids = Object.keys(clients).sort();
  const each = Math.floor(reservoir / ids.length);
  return each + (ids.indexOf(client) < reservoir % ids.length ? 1 : 0);
}

/** Operations on rules of sampling. */
export const samplingOperations: Operations = {
  CreateSamplingRule: createSamplingRule,
  UpdateSamplingRule: updateSamplingRule,
  DeleteSamplingRule: deleteSamplingRule,
  GetSamplingRules: getSamplingRules,
  GetSamplingTargets: getSamplingTargets,
};
