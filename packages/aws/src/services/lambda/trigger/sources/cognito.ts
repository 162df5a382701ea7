import { seconds } from "@orrery/kernel";
import type { PlainObject } from "../../../../service/refusal.ts";
import {
  choiceSetting,
  memberOf,
  textSetting,
  type TriggerSource,
  type TriggerValue,
} from "../trigger-source.ts";

const metadata = Object.freeze({ clientMetadata: {} });
const session = [
  { challengeName: "PASSWORD_VERIFIER", challengeResult: true, challengeMetadata: "" },
];

/** What a request has beside the attributes of the user, by the first part of `triggerSource`. */
const requests: Readonly<Record<string, PlainObject>> = {
  PreSignUp: { validationData: {}, ...metadata },
  PostConfirmation: metadata,
  PreAuthentication: { validationData: {}, userNotFound: false },
  PostAuthentication: { newDeviceUsed: false, ...metadata },
  TokenGeneration: {
    groupConfiguration: {
      groupsToOverride: [],
      iamRolesToOverride: [],
      preferredRole: null,
    },
    ...metadata,
  },
  UserMigration: { password: "password", validationData: {}, ...metadata },
  CustomMessage: { codeParameter: "{####}", usernameParameter: "{username}", ...metadata },
  DefineAuthChallenge: { session, userNotFound: false, ...metadata },
  CreateAuthChallenge: {
    challengeName: "CUSTOM_CHALLENGE",
    session,
    userNotFound: false,
    ...metadata,
  },
  VerifyAuthChallengeResponse: {
    privateChallengeParameters: { answer: "answer" },
    challengeAnswer: "answer",
    userNotFound: false,
    ...metadata,
  },
  InboundFederation: {
    providerName: "ExampleProvider",
    providerType: "OIDC",
    attributes: { tokenResponse: {}, idToken: {}, userInfo: {} },
  },
  CustomEmailSender: { type: "customEmailSenderRequestV1", code: "Y29kZQ==", ...metadata },
  CustomSMSSender: { type: "customSMSSenderRequestV1", code: "Y29kZQ==", ...metadata },
};

/** Values of `triggerSource`, the first part by the second. */
const triggerSources: readonly string[] = [
  ...["SignUp", "AdminCreateUser", "ExternalProvider"].map((each) => `PreSignUp_${each}`),
  ...["ConfirmSignUp", "ConfirmForgotPassword"].map((each) => `PostConfirmation_${each}`),
  "PreAuthentication_Authentication",
  "PostAuthentication_Authentication",
  ...[
    "HostedAuth",
    "Authentication",
    "NewPasswordChallenge",
    "AuthenticateDevice",
    "RefreshTokens",
  ].map((each) => `TokenGeneration_${each}`),
  ...["Authentication", "ForgotPassword"].map((each) => `UserMigration_${each}`),
  ...[
    "SignUp",
    "AdminCreateUser",
    "ResendCode",
    "ForgotPassword",
    "UpdateUserAttribute",
    "VerifyUserAttribute",
    "Authentication",
  ].map((each) => `CustomMessage_${each}`),
  "DefineAuthChallenge_Authentication",
  "CreateAuthChallenge_Authentication",
  "VerifyAuthChallengeResponse_Authentication",
  "InboundFederation_ExternalProvider",
  ...["SignUp", "ForgotPassword"].flatMap((each) => [
    `CustomEmailSender_${each}`,
    `CustomSMSSender_${each}`,
  ]),
];

const triggerOf = (triggerSource: TriggerValue | undefined): string =>
  String(triggerSource).split("_")[0]!;

/** What a function may fill in, by trigger: with the members it has before. */
const responses: Readonly<Record<string, PlainObject>> = {
  PreSignUp: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
};

/** Amazon Cognito: a Lambda trigger of a user pool. */
export const cognito: TriggerSource = {
  name: "cognito",
  noun: "trigger of a user pool",
  text: "What users do with a user pool of Amazon Cognito, which waits up to 5 s for its function, three times at most; custom senders are not waited for.",
  principal: "cognito-idp.amazonaws.com",
  settings: {
    triggerSource: choiceSetting("What the user does.", triggerSources),
    userPool: textSetting("The user pool.", "us-east-1_EXAMPLE00"),
    user: textSetting("The user.", "user"),
    tokenVersion: choiceSetting("The version of token events.", ["1", "2"]),
  },
  invocationOf: ({ triggerSource }) =>
    /Sender_/.test(String(triggerSource)) ? "event" : "request",
  patience: seconds(5),
  attempts: 3,
  arnOf: ({ userPool }, { partition, region, accountId }) =>
    `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/${String(userPool)}`,
  eventOf({ values, region, id }) {
    const { triggerSource, userPool, user, tokenVersion } = values;
    const trigger = triggerOf(triggerSource);
    const isToken = trigger === "TokenGeneration";
    return {
      version: isToken ? tokenVersion! : "1",
      triggerSource: triggerSource!,
      region,
      userPoolId: userPool!,
      userName: user!,
      callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "1example23456789" },
      request: {
        ...(trigger === "UserMigration" || trigger === "InboundFederation"
          ? {}
          : {
              userAttributes: {
                sub: id(),
                email_verified: "true",
                "cognito:user_status": "CONFIRMED",
                phone_number_verified: "true",
                phone_number: "+15555550100",
                email: `${String(user)}@example.com`,
              },
            }),
        ...requests[trigger],
        ...(isToken && tokenVersion === "2" ? { scopes: ["aws.cognito.signin.user.admin"] } : {}),
      },
      response: responses[trigger] ?? {},
    };
  },
  // The event itself is what it wants back.
  usual: (event) => event,
  verdictOn: (answer) =>
    typeof memberOf(answer, "response") === "object" ? "succeeded" : "invalid",
};
