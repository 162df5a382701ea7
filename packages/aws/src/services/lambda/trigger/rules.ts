import type { Rule } from "../../../service/rule.ts";
import { guide } from "../rule-sources.ts";
import type { TriggerSettings } from "./config.ts";

const is =
  (...names: readonly string[]) =>
  ({ source }: TriggerSettings): boolean =>
    names.includes(source);

/** Services that invoke functions by themselves: what their events are, how they are brought, and what is waited for. */
export const triggerRules: readonly Rule<TriggerSettings>[] = [
  {
    id: "lambda.trigger.asynchronous",
    status: "documented",
    source: guide("lambda-services"),
    date: "2026-11",
    text: "SES, CodeCommit, CodePipeline, Config, IoT, CloudFormation and Secrets Manager bring events that Lambda takes at once and tries again by itself.",
    semantics: ["lambda §15 ¶1"],
  },
  {
    id: "lambda.trigger.synchronous",
    status: "documented",
    source: guide("lambda-services"),
    date: "2026-11",
    text: "Lex, Alexa and Cognito wait for the answer of the function, and hear its error.",
    semantics: ["lambda §15 ¶1"],
  },
  {
    id: "lambda.trigger.once",
    status: "assumed",
    source:
      "AWS does not say what Lex, Alexa, SES and the others do with an invocation that Lambda refuses",
    date: "2026-11",
    text: "What Lambda refuses is not brought again, and counts as refused.",
  },
  {
    id: "lambda.trigger.payload",
    status: "assumed",
    source: "Simulation: workloads say what differs from a usual event",
    date: "2026-11",
    text: "What a workload's payload says as JSON is put over the members of the event, at any depth.",
  },
  {
    id: "lambda.trigger.ses",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda.html, https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html",
    date: "2026-11",
    text: "A receipt rule of SES brings the headers of a mail and not its body: as an event, or as a request whose answer is waited for 30 s and whose disposition STOP_RULE or STOP_RULE_SET ends the rule or the set.",
    when: is("ses"),
    semantics: ["lambda §15 SES", "lambda §15.1 SES receipt rule"],
  },
  {
    id: "lambda.trigger.ses-disposition",
    status: "assumed",
    source: "AWS does not say what becomes of a mail whose function gives no disposition",
    date: "2026-11",
    text: "An answer without a disposition is as CONTINUE.",
    when: is("ses"),
  },
  {
    id: "lambda.trigger.codecommit",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/services-codecommit.html, API model of CodeCommit (RepositoryTrigger)",
    date: "2026-11",
    text: "A trigger of CodeCommit brings the reference that has changed and its commit as an event, with the trigger's customData up to 1,000 letters.",
    when: is("codecommit"),
    semantics: ["lambda §15 CodeCommit", "lambda §15.1 CodeCommit trigger"],
  },
  {
    id: "lambda.trigger.codepipeline",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-invoke-lambda-function.html, https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html",
    date: "2026-11",
    text: "An invoke action waits for PutJobSuccessResult or PutJobFailureResult; without one within 20 minutes it times out.",
    when: is("codepipeline"),
    semantics: ["lambda §15 CodePipeline", "lambda §15.1 CodePipeline Lambda invoke action"],
  },
  {
    id: "lambda.trigger.codepipeline-continues",
    status: "documented",
    source: "https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html",
    date: "2026-11",
    text: "A success with a continuation token has the function called again later with that token, and the 20 minutes begin anew; after 24 hours the action times out all the same.",
    when: is("codepipeline"),
  },
  {
    id: "lambda.trigger.config",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html",
    date: "2026-11",
    text: "A custom rule of Config brings what has changed, or that its time has come, as a text, with a token that the function gives back by PutEvaluations.",
    when: is("config"),
    semantics: ["lambda §15 Config rule", "lambda §15.1 Config custom rule"],
  },
  {
    id: "lambda.trigger.config-patience",
    status: "assumed",
    source: "AWS gives no time within which evaluations must come",
    date: "2026-11",
    text: "Evaluations that did not come within 15 minutes, or the rule's patience, count as timed out.",
    when: is("config"),
  },
  {
    id: "lambda.trigger.cloudformation",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html, https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html",
    date: "2026-11",
    text: "A custom resource waits for an answer with the Status SUCCESS or FAILED of at most 4,096 bytes; of a function that fails nothing is heard, and after ServiceTimeout, at most an hour, the resource has failed.",
    when: is("cloudformation"),
    semantics: [
      "lambda §15 CloudFormation custom resource",
      "lambda §15.1 CloudFormation custom resource",
    ],
  },
  {
    id: "lambda.trigger.cognito",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html",
    date: "2026-11",
    text: "A user pool waits 5 s for the answer of a trigger, asks three times in all where none comes, and not again after an error; the answer must have a response. Custom senders are not waited for.",
    when: is("cognito"),
    semantics: [
      "lambda §15 Cognito user pool",
      "lambda §15.1 ALB, API Gateway, CloudFront, Cognito user pool",
    ],
  },
  {
    id: "lambda.trigger.cognito-sync",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-events.html (the 5 s are said of this as of user pools)",
    date: "2026-11",
    text: "An identity pool waits 5 s for the records that are to be stored.",
    when: is("cognito-sync"),
    semantics: ["lambda §15 Cognito sync", "lambda §15.1 Cognito Sync", "iam-and-networking §7 ¶3"],
  },
  {
    id: "lambda.trigger.iot",
    status: "documented",
    source: "https://docs.aws.amazon.com/iot/latest/developerguide/lambda-rule-action.html",
    date: "2026-11",
    text: "A topic rule of IoT brings the message as its SQL leaves it; a button says its number, how it was clicked, and its battery's voltage.",
    when: is("iot", "iot-button"),
    semantics: ["lambda §15 IoT rule", "lambda §15 IoT button", "lambda §15.1 IoT Core topic rule"],
  },
  {
    id: "lambda.trigger.iotevents",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/iotevents/latest/developerguide/iotevents-end-of-support.html",
    date: "2026-11",
    text: "An action of IoT Events brings its detector, its state and what triggered it. The service ended on 2026-05-20, which a run of later rules is told.",
    when: is("iotevents"),
    semantics: [
      "lambda §15 IoT Events action",
      "lambda §15.1 IoT Events action (service ended 2026-05-20; historical profiles only)",
    ],
  },
  {
    id: "lambda.trigger.lex",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/lexv2/latest/dg/lambda.html, https://docs.aws.amazon.com/lex/latest/dg/lambda-input-response-format.html",
    date: "2026-11",
    text: "A code hook of Lex waits for a dialogAction of one of five types, in V2 within a sessionState; the state Failed says that the intent was not fulfilled.",
    when: is("lex", "lex-v2"),
    semantics: [
      "lambda §15 Lex V1",
      "lambda §15 Lex V2",
      "lambda §15.1 Lex V1",
      "lambda §15.1 Lex V2",
    ],
  },
  {
    id: "lambda.trigger.lex-patience",
    status: "assumed",
    source: "AWS publishes no limit of Lex V2; that of V1 is 30 s in the Developer Guide (limits)",
    date: "2026-11",
    text: "Lex waits 30 s.",
    when: is("lex", "lex-v2"),
  },
  {
    id: "lambda.trigger.alexa",
    status: "documented",
    source:
      "https://developer.amazon.com/en-US/docs/alexa/custom-skills/request-and-response-json-reference.html (8 s: request types)",
    date: "2026-11",
    text: "Alexa waits 8 s for the response of a skill; to the end of a session there is none.",
    when: is("alexa", "alexa-smart-home"),
    semantics: ["lambda §15 Alexa smart home", "lambda §15.1 Alexa"],
  },
  {
    id: "lambda.trigger.secretsmanager",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html",
    date: "2026-11",
    text: "A rotation of Secrets Manager is four events with one token: createSecret, setSecret, testSecret and finishSecret.",
    when: is("secretsmanager"),
    semantics: ["lambda §15 Secrets Manager rotation"],
  },
  {
    id: "lambda.trigger.appsync",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference.html, https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html, https://docs.aws.amazon.com/general/latest/gr/appsync.html (30 s for a request)",
    date: "2026-11",
    text: "A resolver of AppSync brings its context, or what its handler passes on of it, and waits within the 30 s of its request; an authorizer has 10 s to say isAuthorized.",
    when: is("appsync", "appsync-authorizer"),
  },
  {
    id: "lambda.trigger.bedrock-agent",
    status: "documented",
    source: "https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html",
    date: "2026-11",
    text: "An agent of Bedrock brings the operation or the function of an action group with its parameters, and needs a response with the messageVersion.",
    when: is("bedrock-agent"),
  },
  {
    id: "lambda.trigger.clientvpn",
    status: "documented",
    source: "https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/connection-authorization.html",
    date: "2026-11",
    text: "Client VPN waits 30 s for its connect handler to say allow, and lets nobody connect without an answer.",
    when: is("clientvpn"),
  },
  {
    id: "lambda.trigger.connect",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/connect/latest/adminguide/invoke-lambda-function-block.html, https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html",
    date: "2026-11",
    text: "A flow of Connect waits 8 s at most for what a function returns, 32 KB of texts by name unless the block takes any JSON; an asynchronous block goes on.",
    when: is("connect"),
  },
  {
    id: "lambda.trigger.connect-once",
    status: "assumed",
    source:
      "https://docs.aws.amazon.com/connect/latest/adminguide/invoke-lambda-function-block.html says that errors are tried up to three times within the timeout, and not how long after each other",
    date: "2026-11",
    text: "A flow of Connect asks once.",
    when: is("connect"),
  },
  {
    id: "lambda.trigger.iot-authorizer",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/iot/latest/developerguide/custom-auth-lambda.html, https://docs.aws.amazon.com/iot/latest/developerguide/config-custom-auth.html, https://docs.aws.amazon.com/iot/latest/developerguide/pre-provisioning-hook.html",
    date: "2026-11",
    text: "A custom authorizer of IoT has 5 s to say isAuthenticated, and a hook before provisioning 5 s to say allowProvisioning.",
    when: is("iot-authorizer", "iot-provisioning"),
  },
  {
    id: "lambda.trigger.iot-1-click",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/iot-1-click/latest/developerguide/1click-end-of-support.html (ended), https://docs.aws.amazon.com/iot-1-click/latest/developerguide/1click-events.html",
    date: "2026-11",
    text: "A device of IoT 1-Click brings its click and the placement that it is in. The service ended on 2024-12-16.",
    when: is("iot-1-click"),
  },
  {
    id: "lambda.trigger.kinesisanalytics",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/kinesisanalytics/latest/dev/lambda-preprocessing-data-model.html, https://docs.aws.amazon.com/kinesisanalytics/latest/dev/how-it-works-output-lambda.html",
    date: "2026-11",
    text: "An SQL application of Kinesis Data Analytics brings records before it reads them or as it writes them, and needs a result for each. The service ended on 2026-01-27.",
    when: is("kinesisanalytics"),
  },
  {
    id: "lambda.trigger.s3-object-lambda",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-event-context.html, https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-writing-lambda.html (60 s)",
    date: "2026-11",
    text: "An Object Lambda access point brings who asks for what, and where the function finds S3's own answer; it waits 60 s.",
    when: is("s3-object-lambda"),
    semantics: ["lambda §15 S3 Object Lambda"],
  },
  {
    id: "lambda.trigger.sagemaker",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/sagemaker/latest/dg/sms-custom-templates-step3-lambda-requirements.html",
    date: "2026-11",
    text: "A labeling job brings a data object before people label it, and needs a taskInput; after it brings where the labels are, and needs a list of them.",
    when: is("sagemaker"),
  },
  {
    id: "lambda.trigger.workmail",
    status: "documented",
    source: "https://docs.aws.amazon.com/workmail/latest/adminguide/lambda.html",
    date: "2026-11",
    text: "A rule of WorkMail brings the envelope of a mail; where it waits, the function says actions.",
    when: is("workmail"),
  },
  {
    id: "lambda.trigger.usual",
    status: "assumed",
    source: "Simulation: nobody says what the function does",
    date: "2026-11",
    text: "A function of which nobody says what it returns gives a service that waits the answer that lets it go on.",
  },
];
