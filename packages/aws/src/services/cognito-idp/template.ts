import type { Plain } from "@orrery/kernel";
import { listOf, memberOf, objectOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type LeftOutType,
  type MadeType,
  type PropertyMeaning,
  type Reading,
  type TemplateOperation,
} from "../../service/template-type.ts";
import { triggerNames } from "./config.ts";
import { clientIdOf, clientSecretOf, poolArnOf, poolIdOf, providerNameOf } from "./names.ts";
import facts from "./resource-types.json" with { type: "json" };
import {
  clientDeployment,
  domainDeployment,
  groupDeployment,
  membershipDeployment,
  poolDeployment,
  userDeployment,
} from "./deployment.ts";

const poolType = "AWS::Cognito::UserPool";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});
const ignored = (meaning: string): PropertyMeaning => ({ verdict: "ignored", meaning });
const messages = ignored("Texts of messages change nothing.");
const pages = ignored("Pages at which users sign in are not modeled.");

/** The pool that something is a part of. */
const ofPool: PropertyMeaning = {
  ...modeled("Names the user pool.", "text"),
  names: { by: "reference", of: [poolType] },
};

const triggers = triggerNames.filter(
  (name) => !name.startsWith("Custom") || name === "CustomMessage",
);

const poolDefinition: MadeType = {
  type: "AWS::Cognito::UserPool",
  nameProperty: "UserPoolName",
  naming: { maxLength: 55 },
  isEntry: true,
  returns({ name, region, urlSuffix, partition, accountId }) {
    const id = poolIdOf(name, region);
    const ProviderName = providerNameOf(id, region, urlSuffix);
    return {
      UserPoolId: id,
      Arn: poolArnOf(id, { partition, region, accountId }),
      ProviderName,
      ProviderURL: `https://${ProviderName}`,
    };
  },
  properties: {
    UserPoolName: modeled("Names the user pool.", "text"),
    LambdaConfig: {
      ...modeled("Says which functions are invoked when.", "plain"),
      names: [
        ...triggers.map((member) => ({ member, by: "reference", of: "entries" }) as const),
        ...["PreTokenGenerationConfig", "CustomEmailSender", "CustomSMSSender"].map(
          (member) => ({ member: `${member}.LambdaArn`, by: "reference", of: "entries" }) as const,
        ),
      ],
    },
    Policies: modeled("Says what passwords must be like.", {
      members: {
        PasswordPolicy: {
          members: {
            MinimumLength: "wholeNumber",
            RequireLowercase: "truth",
            RequireNumbers: "truth",
            RequireSymbols: "truth",
            RequireUppercase: "truth",
            TemporaryPasswordValidityDays: "wholeNumber",
          },
        },
      },
    }),
    AliasAttributes: modeled("Says what users sign in with beside their names.", "textList"),
    UsernameAttributes: modeled("Says what users sign in with in place of names.", "textList"),
    UsernameConfiguration: modeled("Says whether names are compared by case.", {
      members: { CaseSensitive: "truth" },
    }),
    AutoVerifiedAttributes: modeled("Says where codes are sent.", "textList"),
    Schema: modeled("Says which attributes users must have.", {
      items: {
        members: {
          Name: "text",
          AttributeDataType: "text",
          Mutable: "truth",
          Required: "truth",
          DeveloperOnlyAttribute: "truth",
        },
      },
    }),
    AdminCreateUserConfig: modeled("Says whether users can sign up.", {
      members: { AllowAdminCreateUserOnly: "truth" },
    }),
    MfaConfiguration: modeled(
      "Sign-ins with a second factor are not modeled: ON ends runs in which a function signs somebody in.",
      "text",
    ),
    UserPoolTier: modeled("Says what active users cost.", "text"),
    DeletionProtection: modeled("Says whether it can be deleted.", "text"),
    AccountRecoverySetting: ignored("Codes go to mail before telephones."),
    DeviceConfiguration: ignored("Devices are not remembered."),
    EmailAuthenticationMessage: messages,
    EmailAuthenticationSubject: messages,
    EmailConfiguration: messages,
    EmailVerificationMessage: messages,
    EmailVerificationSubject: messages,
    EnabledMfas: ignored("A second factor is not asked for."),
    IssuerConfiguration: ignored("The issuer of tokens stays as it is."),
    KeyConfiguration: ignored("Nobody signs tokens."),
    SmsAuthenticationMessage: messages,
    SmsConfiguration: messages,
    SmsVerificationMessage: messages,
    UserAttributeUpdateSettings: ignored("Attributes that are changed are not verified anew."),
    UserPoolAddOns: ignored("Risks of sign-ins are not modeled."),
    UserPoolTags: ignored("Tags change nothing."),
    VerificationMessageTemplate: messages,
    WebAuthnFactorConfiguration: ignored("Sign-ins by passkeys are not modeled."),
    WebAuthnRelyingPartyID: ignored("Sign-ins by passkeys are not modeled."),
    WebAuthnUserVerification: ignored("Sign-ins by passkeys are not modeled."),
  },
  make({ UserPoolName: _, LambdaConfig, ...values }, { name, named }) {
    const config = objectOf(LambdaConfig);
    const arnOf = (member: string): string | undefined =>
      named[`LambdaConfig.${member}`]?.resource?.arn;
    const known: [string, Plain][] = [];
    for (const [trigger, said] of Object.entries(config)) {
      if (typeof said === "string") known.push([trigger, arnOf(trigger) ?? said]);
      else {
        const LambdaArn = arnOf(`${trigger}.LambdaArn`) ?? textOf(memberOf(said, "LambdaArn"));
        if (LambdaArn !== undefined) known.push([trigger, { ...objectOf(said), LambdaArn }]);
      }
    }
    const create: TemplateOperation = {
      operation: "CreateUserPool",
      params: {
        ...values,
        PoolName: name,
        ...(known.length === 0 ? {} : { LambdaConfig: Object.fromEntries(known) }),
      },
    };
    return [create];
  },
  meaning: () => "A user pool, simulated.",
  deployment: poolDeployment,
};

const clientDefinition: MadeType = {
  type: "AWS::Cognito::UserPoolClient",
  nameProperty: "ClientName",
  naming: { maxLength: 128 },
  returns({ name, property }) {
    const ClientId = clientIdOf(property("UserPoolId") ?? "", name);
    return { ClientId, Name: name, ClientSecret: clientSecretOf(ClientId) };
  },
  properties: {
    ClientName: modeled("Names the client.", "text"),
    UserPoolId: ofPool,
    GenerateSecret: modeled("Says whether it has a secret.", "truth"),
    ExplicitAuthFlows: modeled("Says how users may sign in.", "textList"),
    ReadAttributes: modeled("Says which attributes ID tokens show.", "textList"),
    WriteAttributes: modeled("Is shown, and changes nothing.", "textList"),
    AccessTokenValidity: modeled("Says how long access tokens are good.", "wholeNumber"),
    IdTokenValidity: modeled("Says how long ID tokens are good.", "wholeNumber"),
    RefreshTokenValidity: modeled("Says how long refresh tokens are good.", "wholeNumber"),
    TokenValidityUnits: modeled("Says in what that is counted.", {
      members: { AccessToken: "text", IdToken: "text", RefreshToken: "text" },
    }),
    AuthSessionValidity: modeled("Says how long challenges may be answered.", "wholeNumber"),
    EnableTokenRevocation: modeled("Says whether tokens can be revoked.", "truth"),
    PreventUserExistenceErrors: modeled("Says what is told of users who are not there.", "text"),
    AllowedOAuthFlows: pages,
    AllowedOAuthFlowsUserPoolClient: pages,
    AllowedOAuthScopes: pages,
    AnalyticsConfiguration: ignored("Analytics are not modeled."),
    CallbackURLs: pages,
    DefaultRedirectURI: pages,
    EnablePropagateAdditionalUserContextData: ignored("Risks of sign-ins are not modeled."),
    LogoutURLs: pages,
    RefreshTokenRotation: ignored("Refresh tokens stay as they are."),
    SupportedIdentityProviders: ignored("Users sign in with the pool alone."),
  },
  make({ ClientName: _, UserPoolId, ...values }, { name, named }) {
    const pool = named["UserPoolId"]?.resource;
    if (pool === undefined || pool === null) {
      return "Its user pool is not in the template: nobody signs in with it.";
    }
    return [
      {
        operation: "CreateUserPoolClient",
        params: { ...values, ClientName: name, UserPoolId: UserPoolId ?? "" },
      },
    ];
  },
  meaning: (_values, { named }) =>
    `An app client of ${named["UserPoolId"]?.resource?.logicalId ?? "a user pool"}, simulated.`,
  deployment: clientDeployment,
};

const groupDefinition: MadeType = {
  type: "AWS::Cognito::UserPoolGroup",
  nameProperty: "GroupName",
  naming: { maxLength: 128 },
  properties: {
    GroupName: modeled("Names the group.", "text"),
    UserPoolId: ofPool,
    Description: modeled("Is shown, and changes nothing.", "text"),
    Precedence: modeled("Says which group comes first.", "wholeNumber"),
    RoleArn: modeled("Is in the tokens of its users.", "text"),
  },
  make({ GroupName: _, UserPoolId, ...values }, { name }) {
    return [
      {
        operation: "CreateGroup",
        params: { ...values, GroupName: name, UserPoolId: UserPoolId ?? "" },
      },
    ];
  },
  meaning: () => "A group of users, simulated.",
  deployment: groupDeployment,
};

const attributes: Reading = { items: { members: { Name: "text", Value: "text" } } };

const userDefinition: MadeType = {
  type: "AWS::Cognito::UserPoolUser",
  nameProperty: "Username",
  naming: { maxLength: 128 },
  properties: {
    Username: modeled("Names the user.", "text"),
    UserPoolId: ofPool,
    UserAttributes: modeled("Says what is known of the user.", attributes),
    ValidationData: modeled("Is told to functions.", attributes),
    MessageAction: modeled("Says whether the user is told.", "text"),
    DesiredDeliveryMediums: ignored("Messages go where they can."),
    ForceAliasCreation: ignored("What another user signs in with stays that one's."),
    ClientMetadata: modeled("Is told to functions.", "textMap"),
  },
  make({ Username: _, UserPoolId, ...values }, { name }) {
    const params: PlainObject = {
      ...values,
      ...(values["UserAttributes"] === undefined
        ? {}
        : { UserAttributes: listOf(values["UserAttributes"]) }),
      Username: name,
      UserPoolId: UserPoolId ?? "",
    };
    return [{ operation: "AdminCreateUser", params }];
  },
  meaning: () => "A user made by an administrator, simulated.",
  deployment: userDeployment,
};

const membershipDefinition: MadeType = {
  type: "AWS::Cognito::UserPoolUserToGroupAttachment",
  properties: {
    GroupName: modeled("Names the group.", "text"),
    Username: modeled("Names the user.", "text"),
    UserPoolId: ofPool,
  },
  make: ({ GroupName, Username, UserPoolId }) => [
    {
      operation: "AdminAddUserToGroup",
      params: {
        GroupName: GroupName ?? "",
        Username: Username ?? "",
        UserPoolId: UserPoolId ?? "",
      },
    },
  ],
  meaning: () => "A user in a group, simulated.",
  deployment: membershipDeployment,
};

const domainDefinition: MadeType = {
  type: "AWS::Cognito::UserPoolDomain",
  nameProperty: "Domain",
  returns: ({ region, property }) => ({
    Domain: property("Domain") ?? "",
    CloudFrontDistribution: `d${region.replaceAll("-", "")}.cloudfront.net`,
  }),
  properties: {
    Domain: modeled("Names it.", "text"),
    UserPoolId: ofPool,
    CustomDomainConfig: ignored("Certificates change nothing."),
    ManagedLoginVersion: pages,
    Routing: pages,
  },
  make: ({ Domain, UserPoolId }, { name }) => [
    {
      operation: "CreateUserPoolDomain",
      params: { Domain: textOf(Domain) ?? name.toLowerCase(), UserPoolId: UserPoolId ?? "" },
    },
  ],
  meaning: () => "A domain of a user pool, at which nobody signs in, simulated.",
  deployment: domainDeployment,
};

const leftOut = ({
  type,
  meaning,
}: {
  readonly type: string;
  readonly meaning: string;
}): LeftOutType => ({ type, leftOut: { verdict: "ignored", meaning, charge: null } });

/** What templates may have of user pools. */
export const cognitoIdpTemplateTypes = templateTypes(facts, [
  poolDefinition,
  clientDefinition,
  groupDefinition,
  userDefinition,
  membershipDefinition,
  domainDefinition,
  leftOut({
    type: "AWS::Cognito::UserPoolIdentityProvider",
    meaning: "Users sign in with the pool alone: nobody comes from elsewhere.",
  }),
  leftOut({
    type: "AWS::Cognito::UserPoolResourceServer",
    meaning: "Scopes of its own are in no token but by a function.",
  }),
  leftOut({
    type: "AWS::Cognito::UserPoolRiskConfigurationAttachment",
    meaning: "Risks of sign-ins are not modeled.",
  }),
  leftOut({
    type: "AWS::Cognito::UserPoolUICustomizationAttachment",
    meaning: "Pages at which users sign in are not modeled.",
  }),
  leftOut({
    type: "AWS::Cognito::IdentityPool",
    meaning: "Identity pools are not modeled: nobody gets credentials of them.",
  }),
  leftOut({
    type: "AWS::Cognito::IdentityPoolPrincipalTag",
    meaning: "Identity pools are not modeled.",
  }),
  leftOut({
    type: "AWS::Cognito::IdentityPoolRoleAttachment",
    meaning: "Identity pools are not modeled.",
  }),
  leftOut({
    type: "AWS::Cognito::LogDeliveryConfiguration",
    meaning: "User pools write no logs.",
  }),
  leftOut({
    type: "AWS::Cognito::ManagedLoginBranding",
    meaning: "Pages at which users sign in are not modeled.",
  }),
  leftOut({
    type: "AWS::Cognito::Terms",
    meaning: "Pages at which users sign in are not modeled.",
  }),
  leftOut({
    type: "AWS::Cognito::UserPoolRegionalConfigurationAttachment",
    meaning: "A user pool is in one Region.",
  }),
  leftOut({
    type: "AWS::Cognito::UserPoolReplica",
    meaning: "A user pool is in one Region.",
  }),
]);
