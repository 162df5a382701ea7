import type { Rule } from "../../../service/rule.ts";
import type { TriggerName, UserPoolSettings } from "../config.ts";
import { guide, read } from "../rule-sources.ts";

type PoolRule = Rule<UserPoolSettings>;

const has =
  (...names: readonly TriggerName[]) =>
  ({ triggers }: UserPoolSettings): boolean =>
    names.some((name) => triggers[name] !== undefined);
const hasAny = ({ triggers }: UserPoolSettings): boolean => Object.keys(triggers).length > 0;

const triggers = guide("cognito-user-pools-working-with-lambda-triggers");

/** How user pools invoke functions. */
export const triggerRules: readonly PoolRule[] = [
  {
    id: "cognito-idp.trigger.five-seconds",
    status: "documented",
    source: triggers,
    date: read,
    text: "A trigger is waited for 5 s; one that has not answered is invoked again, three times in all, and then the operation fails with UnexpectedLambdaException.",
    when: hasAny,
    semantics: [
      "iam-and-networking §0 cognito.trigger.timeout",
      "iam-and-networking §0 cognito.trigger.attempts",
      "iam-and-networking §7 ¶1",
    ],
  },
  {
    id: "cognito-idp.trigger.retry-pause",
    status: "assumed",
    source: "AWS says that a trigger is retried, and nothing of a wait",
    date: read,
    text: "A trigger is invoked again after cognito-idp.retryPause, 100 ms by default.",
    when: hasAny,
  },
  {
    id: "cognito-idp.trigger.event",
    status: "documented",
    source: triggers,
    date: read,
    text: "Every event has version, triggerSource, region, userPoolId, userName, callerContext, request and response; the function returns it with the response filled in.",
    when: hasAny,
    semantics: ["iam-and-networking §7 ¶2", "lambda §15 Cognito user pool"],
  },
  {
    id: "cognito-idp.trigger.error",
    status: "measured",
    source:
      "MEASURED by others: https://github.com/aws/aws-lambda-rust-runtime/issues/873 and the guide on triggers; the form `<Trigger> failed with error <message>.`",
    date: read,
    text: "An error of the function ends the operation with UserLambdaValidationException and its message.",
    when: hasAny,
    semantics: ["iam-and-networking §7 ¶1"],
  },
  {
    id: "cognito-idp.trigger.output",
    status: "measured",
    source:
      "MEASURED by others: https://github.com/aws-amplify/amplify-cli/issues/2735, https://github.com/awslabs/aws-sdk-android-samples/issues/165",
    date: read,
    text: "An answer that is no object, or has no response, or one that cannot be read, ends the operation with InvalidLambdaResponseException.",
    when: hasAny,
  },
  {
    id: "cognito-idp.trigger.refused",
    status: "measured",
    source:
      "MEASURED by others: https://github.com/anomalyco/sst/issues/4421, https://github.com/aws/serverless-application-model/issues/1253",
    date: read,
    text: "What Lambda refuses is not tried again, and ends the operation with UnexpectedLambdaException and the name of the error.",
    when: hasAny,
    semantics: ["iam-and-networking §3 Cognito user pool", "iam-and-networking §7 ¶1"],
  },
  {
    id: "cognito-idp.trigger.qualifier",
    status: "documented",
    source: triggers,
    date: read,
    text: "A trigger is a function as it stands, or an alias: no version.",
    operations: ["CreateUserPool", "UpdateUserPool"],
    semantics: ["iam-and-networking §7 ¶1"],
  },
  {
    id: "cognito-idp.trigger.pre-sign-up",
    status: "documented",
    source: guide("user-pool-lambda-pre-sign-up"),
    date: read,
    text: "Before a user is made a function may refuse it, confirm it at once, and take its mail or telephone as verified.",
    when: has("PreSignUp"),
    semantics: ["iam-and-networking §7 pre sign-up"],
  },
  {
    id: "cognito-idp.trigger.post-confirmation",
    status: "documented",
    source: guide("user-pool-lambda-post-confirmation"),
    date: read,
    text: "A function hears of users who are confirmed, by themselves or with a new password; what it changes stays although it fails.",
    when: has("PostConfirmation"),
    semantics: ["iam-and-networking §7 post confirmation"],
  },
  {
    id: "cognito-idp.trigger.pre-authentication",
    status: "documented",
    source: guide("user-pool-lambda-pre-authentication"),
    date: read,
    text: "Before a sign-in is looked at a function may refuse it; it hears of users who are not there where the client hides that.",
    when: has("PreAuthentication"),
    semantics: ["iam-and-networking §7 pre authentication"],
  },
  {
    id: "cognito-idp.trigger.post-authentication",
    status: "documented",
    source: guide("user-pool-lambda-post-authentication"),
    date: read,
    text: "Between sign-in and tokens a function hears of the user; where it fails there are none.",
    when: has("PostAuthentication"),
    semantics: ["iam-and-networking §7 post authentication"],
  },
  {
    id: "cognito-idp.trigger.pre-token-generation",
    status: "documented",
    source: guide("user-pool-lambda-pre-token-generation"),
    date: read,
    text: "A function adds, changes and suppresses claims and groups: of ID tokens in version 1, of access tokens and their scopes too in version 2.",
    when: has("PreTokenGeneration"),
    semantics: ["iam-and-networking §7 pre token generation"],
  },
  {
    id: "cognito-idp.trigger.migrate-user",
    status: "documented",
    source: guide("user-pool-lambda-migrate-user"),
    date: read,
    text: "A function may know a user who is not there, at a sign-in with a password or when one is forgotten: the user is then made.",
    when: has("UserMigration"),
    semantics: ["iam-and-networking §7 migrate user"],
  },
  {
    id: "cognito-idp.trigger.custom-message",
    status: "documented",
    source: guide("user-pool-lambda-custom-message"),
    date: read,
    text: "A function may word a message, which must have the code's place.",
    when: has("CustomMessage"),
    semantics: ["iam-and-networking §7 custom message"],
  },
  {
    id: "cognito-idp.trigger.define-auth-challenge",
    status: "documented",
    source: guide("user-pool-lambda-define-auth-challenge"),
    date: read,
    text: "A function says, by the rounds so far, which challenge is next, that tokens are issued, or that the sign-in fails.",
    when: has("DefineAuthChallenge"),
    semantics: ["iam-and-networking §7 define auth challenge"],
  },
  {
    id: "cognito-idp.trigger.create-auth-challenge",
    status: "documented",
    source: guide("user-pool-lambda-create-auth-challenge"),
    date: read,
    text: "A function makes the challenge: what the client sees, and what only the function sees that checks the answer.",
    when: has("CreateAuthChallenge"),
    semantics: ["iam-and-networking §7 create auth challenge"],
  },
  {
    id: "cognito-idp.trigger.verify-auth-challenge",
    status: "documented",
    source: guide("user-pool-lambda-verify-auth-challenge-response"),
    date: read,
    text: "A function says whether the answer to a challenge is right, and the next round begins.",
    when: has("VerifyAuthChallengeResponse"),
    semantics: ["iam-and-networking §7 verify auth challenge"],
  },
  {
    id: "cognito-idp.trigger.custom-sender",
    status: "documented",
    source: guide("user-pool-lambda-custom-sender-triggers"),
    date: read,
    text: "A sender of the pool's own is given the code asynchronously, in place of a message; nobody waits for it.",
    when: has("CustomEmailSender", "CustomSMSSender"),
    semantics: ["iam-and-networking §7 custom sender"],
  },
];
