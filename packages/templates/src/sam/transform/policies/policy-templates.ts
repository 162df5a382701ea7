import { choicesOf, isNoValue } from "../intrinsics.ts";
import { isList, isMap, memberOf, setMember, type Json, type JsonMap } from "../json.ts";
import { derive } from "../origin.ts";
import { resourceProblem } from "../problems.ts";
import { represented } from "../python-text.ts";
import { checkedChoices, policiesOf, policyKind } from "./kinds.ts";
import { policyTemplates } from "./template-data.ts";

/** Writes out the policy templates among the `Policies` of a resource. */
export function expandPolicyTemplates(id: string, properties: JsonMap): void {
  const policies = policiesOf(memberOf(properties, "Policies"));
  if (policies.length === 0) return;
  properties.Policies = policies.map((policy) => {
    if (policyKind(policy) !== "template") return policy;
    const choices = choicesOf(policy);
    if (choices === undefined) return expanded(id, policy);
    const [condition, ...values] = checkedChoices(choices);
    const written = values.map((value) => (isNoValue(value) ? value : expanded(id, value)));
    return { "Fn::If": [condition, ...written] };
  });
}

function expanded(id: string, policy: Json): Json {
  const [name = "", values = null] = isMap(policy) ? (Object.entries(policy)[0] ?? []) : [];
  const template = policyTemplates[name];
  if (template === undefined) return policy;
  if (!isMap(values)) {
    throw resourceProblem(id, `Must specify valid parameter values for policy template '${name}'`);
  }
  const missing = template.parameters.filter((parameter) => !Object.hasOwn(values, parameter));
  if (missing.length > 0) {
    throw resourceProblem(
      id,
      `Following required parameters of policy template '${name}' don't have values: ${represented(missing)}`,
    );
  }
  const statement = filled(template.statements, values);
  return isMap(policy) ? derive({ Statement: statement }, policy) : { Statement: statement };
}

/** Statements with the values of parameters for their Refs. */
function filled(value: Json, values: JsonMap): Json {
  if (isList(value)) return value.map((item) => filled(item, values));
  if (!isMap(value)) return value;
  const parameter = memberOf(value, "Ref");
  const given = typeof parameter === "string" ? memberOf(values, parameter) : undefined;
  if (given !== undefined) return given;
  const made: JsonMap = {};
  for (const [key, member] of Object.entries(value)) setMember(made, key, filled(member, values));
  return made;
}
