import { idOf } from "../../../gateway/api-id.ts";
import {
  badRequest,
  conflict,
  isRefused,
  notFound,
  respond,
  type Checked,
} from "../../../gateway/refusals.ts";
import { listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import {
  changeDomain,
  domainRecordOf,
  findDomain,
  findRestApi,
  type RuleRecord,
} from "../apigatewayv2-to-apigateway.ts";

/** Operations on the routing rules of custom domains. */
export const routingRuleOperations: Operations = {
  CreateRoutingRule: {
    begin: (params, plane) =>
      withDomain(params, plane, (domain) => put(domain, null, params, plane)),
  },
  PutRoutingRule: {
    begin: (params, plane) =>
      withDomain(params, plane, (domain) => {
        const rule = ruleIn(domain, params);
        return rule === undefined ? noRule : put(domain, rule, params, plane);
      }),
  },
  GetRoutingRule: {
    begin: (params, plane) =>
      withDomain(params, plane, (domain) => {
        const rule = ruleIn(domain, params);
        return rule === undefined ? noRule : respond(rule.shown);
      }),
  },
  ListRoutingRules: {
    begin: (params, plane) =>
      withDomain(params, plane, (domain) =>
        respond({ RoutingRules: domainRecordOf(domain).rules.map(({ shown }) => shown) }),
      ),
  },
  DeleteRoutingRule: {
    begin: (params, plane) =>
      withDomain(params, plane, (domain) => {
        const rule = ruleIn(domain, params);
        if (rule === undefined) return noRule;
        const rules = domainRecordOf(domain).rules.filter((each) => each !== rule);
        changeDomain(domain, { rules }, plane);
        return respond();
      }),
  },
};

const noRule = notFound("Invalid routing rule identifier specified"); // Assumed: the words.

function withDomain(
  params: PlainObject,
  plane: ControlPlane,
  step: (domain: Resource) => Step,
): Step {
  const domain = findDomain(textOf(params["DomainName"]) ?? "", plane);
  return domain === undefined ? notFound("Invalid domain name identifier specified") : step(domain);
}

const ruleIn = (domain: Resource, { RoutingRuleId }: PlainObject): RuleRecord | undefined =>
  domainRecordOf(domain).rules.find(({ id }) => id === RoutingRuleId);

function put(
  domain: Resource,
  before: RuleRecord | null,
  params: PlainObject,
  plane: ControlPlane,
): Step {
  const { rules, made } = domainRecordOf(domain);
  const others = rules.filter((each) => each !== before);
  const checked = checkedApi(domain, params, others, plane);
  if (isRefused(checked)) return checked;
  const id = before?.id ?? idOf(`${domain.name} rule ${made}`, 6);
  const { Priority, Conditions, Actions } = params;
  const shown: PlainObject = {
    Priority: Priority!,
    Conditions: Conditions ?? [],
    Actions: Actions!,
    RoutingRuleId: id,
    RoutingRuleArn: `${domain.arn}/routingrules/${id}`,
  };
  const after = [...others, { id, ...checked, shown }].sort(
    (one, other) =>
      (numberOf(one.shown["Priority"]) ?? 0) - (numberOf(other.shown["Priority"]) ?? 0),
  );
  changeDomain(domain, { rules: after, made: made + 1 }, plane);
  return respond(shown);
}

/** The API that a rule leads to. Assumed: the words of refusals. */
function checkedApi(
  domain: Resource,
  { Priority, Conditions, Actions }: PlainObject,
  others: readonly RuleRecord[],
  plane: ControlPlane,
): Checked<Omit<RuleRecord, "id" | "shown">> {
  const wrong = wrongConditions(Conditions);
  if (wrong !== null) return wrong;
  const priority = numberOf(Priority) ?? 0;
  if (others.some(({ shown }) => shown["Priority"] === priority)) {
    return conflict(`A routing rule with priority ${priority} already exists for ${domain.name}`);
  }
  const { ApiId, Stage } = objectOf(objectOf(listOf(Actions)[0])["InvokeApi"]);
  const api = findRestApi(textOf(ApiId) ?? "", plane);
  if (api === undefined) return badRequest("Invalid REST API identifier specified");
  return api.stages.includes(textOf(Stage) ?? "")
    ? { apiId: textOf(ApiId)!, kind: api.kind, arn: api.arn }
    : badRequest("Invalid stage identifier specified");
}

function wrongConditions(said: PlainObject[string] | undefined): Refused | null {
  const conditions = listOf(said).map(objectOf);
  const headers = conditions.filter((each) => each["MatchHeaders"] !== undefined);
  const paths = conditions.filter((each) => each["MatchBasePaths"] !== undefined);
  if (headers.length > 2 || paths.length > 1) {
    return badRequest("A routing rule has two header conditions and one base path at most");
  }
  const isMiddle = headers.some((each) =>
    listOf(objectOf(each["MatchHeaders"])["AnyOf"]).some((any) =>
      (textOf(objectOf(any)["ValueGlob"]) ?? "").slice(1, -1).includes("*"),
    ),
  );
  return isMiddle ? badRequest("Wildcards are at the start or the end of a value only") : null;
}
