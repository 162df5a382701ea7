import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { TriggerName } from "./config.ts";
import { poolIdOf } from "./names.ts";
import { eventOf } from "./user-pool/trigger-event.ts";

/** What a trigger is given, of a user who says something in `clientMetadata`. */
const sample =
  (
    trigger: TriggerName,
    source: string,
    request: PlainObject,
    response: PlainObject = {},
    tokenVersion: "1" | "2" = "1",
  ) =>
  ({ name, region, accountId, body, attributes }: EventFacts): PlainObject =>
    eventOf(
      {
        step: "",
        trigger,
        source: `${trigger === "PreTokenGeneration" ? "TokenGeneration" : trigger}_${source}`,
        request: {
          userAttributes: {
            sub: "7d0a1c4e-5b1f-4f6e-a3b2-1f0c9e6d2a55",
            "cognito:user_status": "CONFIRMED",
            email: `${name}@example.com`,
            "custom:account": accountId,
          },
          ...request,
          clientMetadata: {
            note: body,
            ...Object.fromEntries(attributes.map((each) => [each.name, each.value])),
          },
        },
        response,
      },
      { user: name, client: "1example23456789" },
      { id: poolIdOf(name, region), region, tokenVersion },
    );

const groups: PlainObject = {
  groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
};
const session: readonly PlainObject[] = [
  { challengeName: "CUSTOM_CHALLENGE", challengeResult: true, challengeMetadata: "" },
];

/** What functions get of user pools. */
export const cognitoEvents: SampleEvents = {
  preSignUp: sample(
    "PreSignUp",
    "SignUp",
    { validationData: null },
    { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  ),
  postConfirmation: sample("PostConfirmation", "ConfirmSignUp", {}),
  preAuthentication: sample("PreAuthentication", "Authentication", { validationData: null }),
  postAuthentication: sample("PostAuthentication", "Authentication", { newDeviceUsed: false }),
  preTokenGeneration: sample("PreTokenGeneration", "Authentication", groups, {
    claimsOverrideDetails: null,
  }),
  preTokenGenerationV2: sample(
    "PreTokenGeneration",
    "Authentication",
    { ...groups, scopes: ["aws.cognito.signin.user.admin"] },
    { claimsAndScopeOverrideDetails: null },
    "2",
  ),
  userMigration: sample(
    "UserMigration",
    "Authentication",
    { password: "Password-1", validationData: {} },
    {
      userAttributes: null,
      forceAliasCreation: null,
      enableSMSMFA: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
  ),
  customMessage: sample(
    "CustomMessage",
    "SignUp",
    { codeParameter: "{####}", linkParameter: "{##Click Here##}", usernameParameter: null },
    { smsMessage: null, emailMessage: null, emailSubject: null },
  ),
  defineAuthChallenge: sample(
    "DefineAuthChallenge",
    "Authentication",
    { session },
    { challengeName: null, issueTokens: null, failAuthentication: null },
  ),
  createAuthChallenge: sample(
    "CreateAuthChallenge",
    "Authentication",
    { challengeName: "CUSTOM_CHALLENGE", session },
    {
      publicChallengeParameters: null,
      privateChallengeParameters: null,
      challengeMetadata: null,
    },
  ),
  verifyAuthChallengeResponse: sample(
    "VerifyAuthChallengeResponse",
    "Authentication",
    { privateChallengeParameters: {}, challengeAnswer: "5" },
    { answerCorrect: null },
  ),
};
