import { combinedCondition } from "../conditions.ts";
import { choicesOf, getAtt, isFunction, isNoValue, ref, sub } from "../intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  isText,
  mapOf,
  memberOf,
  setMember,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { assumedBy } from "../policies/documents.ts";
import { resourceProblem } from "../problems.ts";
import { generated, tagList, type Generated } from "../resource.ts";

const applicationId = "ServerlessDeploymentApplication";
const roleId = "CodeDeployServiceRole";
const conditionId = "ServerlessCodeDeployCondition";

/** How traffic shifts to new versions of one function. */
export interface DeploymentPreference {
  readonly id: string;
  readonly isEnabled: boolean;
  readonly type: Maybe;
  readonly alarms: Maybe;
  readonly triggers: Maybe;
  readonly role: Maybe;
  readonly preTraffic: Maybe;
  readonly postTraffic: Maybe;
  readonly condition: string | undefined;
  /** Tags that the function hands on. */
  readonly tags: JsonMap | undefined;
}

/** Reads a preference. @throws SamProblem for one that says too little */
export function deploymentPreference(
  id: string,
  written: JsonMap,
  { condition, tags }: { readonly condition: Maybe; readonly tags: JsonMap | undefined },
): DeploymentPreference {
  const enabled = memberOf(written, "Enabled") ?? true;
  const isEnabled = isOn(id, enabled);
  const hooks = memberOf(written, "Hooks") ?? {};
  const type = memberOf(written, "Type");
  if (isEnabled) {
    if (!isGiven(type)) {
      throw resourceProblem(id, "'DeploymentPreference' is missing required Property 'Type'");
    }
    if (!isMap(hooks)) {
      throw resourceProblem(id, "'Hooks' property of 'DeploymentPreference' must be a dictionary");
    }
  }
  const passes = memberOf(written, "PassthroughCondition") === true;
  return {
    id,
    isEnabled,
    type,
    alarms: memberOf(written, "Alarms"),
    triggers: memberOf(written, "TriggerConfigurations"),
    role: memberOf(written, "Role"),
    preTraffic: memberOf(hooks, "PreTraffic"),
    postTraffic: memberOf(hooks, "PostTraffic"),
    condition: passes && isText(condition) ? condition : undefined,
    tags,
  };
}

function isOn(id: string, enabled: Json): boolean {
  if (typeof enabled === "boolean") return enabled;
  if (isText(enabled)) {
    const word = enabled.toLowerCase();
    if (["yes", "true", "1", "on"].includes(word)) return true;
    if (["no", "false", "0", "off"].includes(word)) return false;
  }
  if (enabled === 1 || enabled === 0) return enabled === 1;
  if (isFunction(enabled)) {
    throw resourceProblem(id, "'Enabled' must be a boolean value");
  }
  throw resourceProblem(id, "'Enabled' must be a boolean value");
}

const known = [
  ...["Canary10Percent5Minutes", "Canary10Percent10Minutes", "Canary10Percent15Minutes"],
  ...["Canary10Percent30Minutes", "Linear10PercentEvery1Minute", "Linear10PercentEvery2Minutes"],
  ...["Linear10PercentEvery3Minutes", "Linear10PercentEvery10Minutes", "AllAtOnce"],
];

/** The preferences of all functions of a template, and what CodeDeploy needs for them. */
export class DeploymentPreferences {
  readonly #all = new Map<string, DeploymentPreference>();

  add(preference: DeploymentPreference): void {
    this.#all.set(preference.id, preference);
  }

  /** How an alias follows its function's preference. */
  updatePolicy({ id, preTraffic, postTraffic }: DeploymentPreference): JsonMap {
    return {
      CodeDeployLambdaAliasUpdate: mapOf({
        ApplicationName: ref(applicationId),
        DeploymentGroupName: ref(`${id}DeploymentGroup`),
        BeforeAllowTrafficHook: isGiven(preTraffic) ? preTraffic : undefined,
        AfterAllowTrafficHook: isGiven(postTraffic) ? postTraffic : undefined,
      }),
    };
  }

  /** The application of CodeDeploy with its role and a group for each function; nothing without preferences. */
  resources(partition: string, conditions: JsonMap | undefined): Generated[] {
    const all = [...this.#all.values()];
    const enabled = all.filter(({ isEnabled }) => isEnabled);
    if (enabled.length === 0) return [];
    const attributes = this.#sharedCondition(all, conditions);
    const tags = tagList(Object.assign({}, ...enabled.map((each) => each.tags ?? {})) as JsonMap);
    const application = generated(
      applicationId,
      "AWS::CodeDeploy::Application",
      { ComputePlatform: "Lambda", Tags: tags.length === 0 ? undefined : tags },
      { attributes },
    );
    const role = generated(
      roleId,
      "AWS::IAM::Role",
      {
        AssumeRolePolicyDocument: assumedBy("codedeploy.amazonaws.com"),
        ManagedPolicyArns: [
          `arn:${partition}:iam::aws:policy/service-role/${
            partition.startsWith("aws-iso")
              ? "AWSCodeDeployRoleForLambdaLimited"
              : "AWSCodeDeployRoleForLambda"
          }`,
        ],
      },
      { attributes },
    );
    const needsRole = enabled.some((preference) => !isGiven(preference.role));
    return [application, ...(needsRole ? [role] : []), ...enabled.map(deploymentGroup)];
  }

  /** What several conditional functions share is there when one of them is. */
  #sharedCondition(all: readonly DeploymentPreference[], conditions: JsonMap | undefined): JsonMap {
    if (all.some(({ isEnabled, condition }) => isEnabled && condition === undefined)) return {};
    const names = [...new Set(all.flatMap(({ condition }) => condition ?? []))];
    const combined = combinedCondition(names, conditionId);
    if (conditions !== undefined && combined !== undefined) Object.assign(conditions, combined);
    const [only] = names;
    if (only === undefined) return {};
    return { Condition: names.length === 1 ? only : conditionId };
  }
}

function deploymentGroup(preference: DeploymentPreference): Generated {
  const { id, alarms, triggers, role, type, condition, tags } = preference;
  return generated(
    `${id}DeploymentGroup`,
    "AWS::CodeDeploy::DeploymentGroup",
    {
      AlarmConfiguration: alarmConfiguration(id, alarms),
      ApplicationName: ref(applicationId),
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      DeploymentConfigName: configName(type ?? null),
      DeploymentStyle: {
        DeploymentType: "BLUE_GREEN",
        DeploymentOption: "WITH_TRAFFIC_CONTROL",
      },
      ServiceRoleArn: isGiven(role) ? role : getAtt(roleId, "Arn"),
      TriggerConfigurations: isGiven(triggers) ? triggers : undefined,
      Tags: tags === undefined ? undefined : tagList(tags),
    },
    { attributes: condition === undefined ? {} : { Condition: condition } },
  );
}

function alarmConfiguration(id: string, alarms: Maybe): Maybe {
  if (!isGiven(alarms) || isNoValue(alarms)) return undefined;
  const choices = choicesOf(alarms);
  if (choices === undefined) return alarmsOf(id, alarms);
  if (!isList(choices) || choices.length !== 3) {
    throw resourceProblem(id, "Fn::If requires 3 arguments");
  }
  const [condition = null, ...values] = choices;
  return { "Fn::If": [condition, ...values.map((value) => alarmsOf(id, value))] };
}

function alarmsOf(id: string, alarms: Json): JsonMap {
  if (!isList(alarms)) throw resourceProblem(id, "Alarms must be a list");
  if (alarms.length === 0 || isNoValue(alarms[0])) return {};
  return { Enabled: true, Alarms: alarms.map((Name) => ({ Name })) };
}

/** The name of a configuration: those that SAM knows are CodeDeploy's own. */
function configName(value: Json, key?: string): Json {
  if (isList(value)) return value.map((item) => configName(item));
  if (isMap(value) && isFunction(value)) {
    const made: JsonMap = {};
    for (const [name, inner] of Object.entries(value))
      setMember(made, name, configName(inner, name));
    return made;
  }
  if (!isText(value) || !known.includes(value)) return value;
  const call = sub("CodeDeployDefault.Lambda${ConfigName}", { ConfigName: value });
  return key === "Fn::Sub" ? (call["Fn::Sub"] ?? null) : call;
}
