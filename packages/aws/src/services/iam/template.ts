import type { Plain } from "@orrery/kernel";
import { isObject, listOf, textOf, textsOf } from "../../request/params.ts";
import { answerOf } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type LeftOutMeaning,
  type LeftOutType,
  type TemplateOperation,
} from "../../service/template-type.ts";
import { managedPolicyDeployment, roleDeployment, rolePolicyDeployment } from "./deployment.ts";
import facts from "./resource-types.json" with { type: "json" };

const unminded: LeftOutMeaning = {
  verdict: "ignored",
  meaning: "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
  charge: null,
};

const documentOf = (value: Plain | undefined): string =>
  typeof value === "string" ? value : JSON.stringify(value ?? {});

const roleType: LeftOutType = {
  type: "AWS::IAM::Role",
  naming: { maxLength: 64 },
  returns: ({ name, partition, accountId, property }) => ({
    Arn: `arn:${partition}:iam::${accountId}:role${property("Path") ?? "/"}${name}`,
  }),
  leftOut: unminded,
  minded: {
    meaning: "A role with its policies, which say what may be done with it.",
    of: "role",
    deployment: roleDeployment,
    make(properties, { name }) {
      const about = { RoleName: name };
      const create: PlainObject = {
        ...about,
        AssumeRolePolicyDocument: documentOf(properties["AssumeRolePolicyDocument"]),
        ...given(properties, "Path", "Description", "PermissionsBoundary"),
        ...(Number(properties["MaxSessionDuration"]) > 0
          ? { MaxSessionDuration: Number(properties["MaxSessionDuration"]) }
          : {}),
        ...(listOf(properties["Tags"]).length === 0 ? {} : { Tags: properties["Tags"]! }),
      };
      return [
        { operation: "CreateRole", params: create },
        ...listOf(properties["Policies"])
          .filter(isObject)
          .map(({ PolicyName, PolicyDocument }) => ({
            operation: "PutRolePolicy",
            params: {
              ...about,
              PolicyName: PolicyName ?? null,
              PolicyDocument: documentOf(PolicyDocument),
            },
          })),
        ...textsOf(properties["ManagedPolicyArns"]).map((PolicyArn) => ({
          operation: "AttachRolePolicy",
          params: { ...about, PolicyArn },
        })),
      ];
    },
  },
};

/** What a policy in a template comes to that is of one role or several. */
const ownPolicy = (
  properties: PlainObject,
  roles: readonly string[],
): readonly TemplateOperation[] =>
  roles.map((RoleName) => ({
    operation: "PutRolePolicy",
    params: {
      RoleName,
      PolicyName: properties["PolicyName"] ?? null,
      PolicyDocument: documentOf(properties["PolicyDocument"]),
    },
  }));

const policyType: LeftOutType = {
  type: "AWS::IAM::Policy",
  leftOut: unminded,
  minded: {
    meaning: "A policy of the roles that it names.",
    of: "policy",
    deployment: rolePolicyDeployment,
    make: (properties) => ownPolicy(properties, textsOf(properties["Roles"])),
  },
};

const rolePolicyType: LeftOutType = {
  type: "AWS::IAM::RolePolicy",
  leftOut: unminded,
  minded: {
    meaning: "A policy of the role that it names.",
    of: "policy",
    deployment: rolePolicyDeployment,
    make: (properties) => ownPolicy(properties, [textOf(properties["RoleName"]) ?? ""]),
  },
};

const managedPolicyType: LeftOutType = {
  type: "AWS::IAM::ManagedPolicy",
  nameProperty: "ManagedPolicyName",
  naming: { maxLength: 128 },
  returns: ({ name, partition, accountId, property }) => ({
    PolicyArn: `arn:${partition}:iam::${accountId}:policy${property("Path") ?? "/"}${name}`,
  }),
  leftOut: unminded,
  minded: {
    meaning: "A policy that roles may have.",
    of: "policy",
    deployment: managedPolicyDeployment,
    make: (properties, { name, logicalId }) => [
      {
        operation: "CreatePolicy",
        params: {
          PolicyName: name,
          PolicyDocument: documentOf(properties["PolicyDocument"]),
          ...given(properties, "Path", "Description"),
        },
      },
      ...textsOf(properties["Roles"]).map((RoleName) => ({
        operation: "AttachRolePolicy",
        params: { RoleName, PolicyArn: answerOf(logicalId, "Policy.Arn") },
      })),
    ],
  },
};

/** The properties of these names that there are. */
const given = (properties: PlainObject, ...names: readonly string[]): PlainObject =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = textOf(properties[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  );

const noUsers: LeftOutMeaning = {
  verdict: "ignored",
  meaning: "Users and groups are not modeled: whoever calls from outside is the account itself.",
  charge: null,
};
const noCredentials: LeftOutMeaning = {
  verdict: "ignored",
  meaning: "Credentials are not modeled: whoever calls from outside is the account itself.",
  charge: null,
};

const leftOutTypes: readonly LeftOutType[] = [
  { type: "AWS::IAM::User", leftOut: noUsers },
  { type: "AWS::IAM::UserPolicy", leftOut: noUsers },
  { type: "AWS::IAM::UserToGroupAddition", leftOut: noUsers },
  { type: "AWS::IAM::Group", leftOut: noUsers },
  { type: "AWS::IAM::GroupPolicy", leftOut: noUsers },
  { type: "AWS::IAM::AccessKey", leftOut: noCredentials },
  { type: "AWS::IAM::VirtualMFADevice", leftOut: noCredentials },
  { type: "AWS::IAM::ServerCertificate", leftOut: noCredentials },
  { type: "AWS::IAM::OIDCProvider", leftOut: noCredentials },
  { type: "AWS::IAM::SAMLProvider", leftOut: noCredentials },
  {
    type: "AWS::IAM::InstanceProfile",
    leftOut: {
      verdict: "ignored",
      meaning: "Servers are not modeled: nobody has the role through it.",
      charge: null,
    },
  },
  {
    type: "AWS::IAM::ServiceLinkedRole",
    leftOut: {
      verdict: "ignored",
      meaning: "Services may do with roles of their own all that they need.",
      charge: null,
    },
  },
];

/** What templates may have of IAM. */
export const iamTemplateTypes = templateTypes(facts, [
  roleType,
  policyType,
  rolePolicyType,
  managedPolicyType,
  ...leftOutTypes,
]);
