import type { Rule } from "../../service/rule.ts";

const date = "2026-11";
const guide = (page: string): string => `IAM User Guide, ${page}`;
const evaluation = guide("reference_policies_evaluation-logic_policy-eval-denyallow");
const operators = guide("reference_policies_elements_condition_operators");
const functions =
  "AWS Lambda Developer Guide, access-control-resource-based, troubleshooting-invocation";

/** What policies say together. */
const decisionRules: readonly Rule[] = [
  {
    id: "iam.decision.default",
    status: "documented",
    source: evaluation,
    date,
    text: "What no policy allows is denied: an identity's policies must allow it, where a resource's does not.",
    semantics: ["iam-and-networking §0 iam.decision.default", "iam-and-networking §1.1.5"],
  },
  {
    id: "iam.decision.deny",
    status: "documented",
    source: evaluation,
    date,
    text: "A deny that any policy says is final, whatever allows it.",
    semantics: ["iam-and-networking §1.1.1"],
  },
  {
    id: "iam.decision.organization",
    status: "documented",
    source: evaluation,
    date,
    text: "Each level of service control policies on the account of who asks, and of resource control policies on that of the resource, must allow it. They narrow down no service-linked role.",
    semantics: ["iam-and-networking §1.1.2", "iam-and-networking §1.1.3"],
  },
  {
    id: "iam.decision.resource",
    status: "documented",
    source: `${evaluation}; ${guide("reference_policies_elements_principal")}`,
    date,
    text: "A resource's policy lets in a user or a session that it names, and a service, whatever else there is; a role or everybody within boundaries; an account's own as far as their policies do.",
    semantics: ["iam-and-networking §1.1.4"],
  },
  {
    id: "iam.decision.boundary",
    status: "documented",
    source: evaluation,
    date,
    text: "A permissions boundary and a session's policy must allow it beside an identity's policies.",
    semantics: ["iam-and-networking §1.1.6"],
  },
  {
    id: "iam.decision.union",
    status: "documented",
    source: evaluation,
    date,
    text: "In one account an identity's or a resource's policy is enough; who becomes a role must be let in by its trust policy.",
    semantics: ["iam-and-networking §1.1.8"],
  },
  {
    id: "iam.decision.accounts",
    status: "documented",
    source: guide("reference_policies_evaluation-logic-cross-account"),
    date,
    text: "Across accounts both must allow it; a service needs the resource's policy alone.",
    semantics: ["iam-and-networking §1.2 ¶1"],
  },
  {
    id: "iam.statement.about",
    status: "documented",
    source: guide(
      "reference_policies_elements_action, …_resource, …_notprincipal, policies_variables",
    ),
    date,
    text: "A statement is about actions in any letters, resources and principals, or all but those, with * for any text and ? for any letter. Variables have the values of the request, in policies of 2012-10-17.",
  },
  {
    id: "iam.resource.as-called",
    status: "documented",
    source: "AWS Lambda Developer Guide, lambda-api-permissions-ref, access-control-resource-based",
    date,
    text: "Policies are asked about the ARN as it is called, of a function, a version or an alias, each of which has a policy of its own.",
    semantics: ["iam-and-networking §1.4.1", "iam-and-networking §1.4.2"],
  },
  {
    id: "iam.resource.several",
    status: "documented",
    source:
      "Service Authorization Reference, list_amazondynamodb, list_amazons3; Amazon DynamoDB Developer Guide, transaction-apis-iam",
    date,
    text: "A batch is asked about each of its tables, a transaction about each of its items as what it does, a copy about both objects, and a deletion of many about each.",
  },
  {
    id: "iam.resource.none",
    status: "assumed",
    source:
      "Simulation: AWS wants * as the resource of actions that are about none, and knows what others are about",
    date,
    text: "A request that names nothing here is allowed by a policy on anything, and denied by one on everything alone.",
  },
];

/** What conditions of policies say. */
const conditionRules: readonly Rule[] = [
  {
    id: "iam.condition.combined",
    status: "documented",
    source: guide("reference_policies_multi-value-conditions"),
    date,
    text: "All operators and keys of a condition must hold; of a key's values one, and of those of a negated operator none.",
    semantics: ["iam-and-networking §1.3.1"],
  },
  {
    id: "iam.condition.missing",
    status: "documented",
    source: operators,
    date,
    text: "Where a request lacks a key an operator does not hold, a negated one does, IfExists does, and Null says so.",
    semantics: ["iam-and-networking §1.3.2"],
  },
  {
    id: "iam.condition.sets",
    status: "documented",
    source: guide("reference_policies_condition-single-vs-multi-valued-context-keys"),
    date,
    text: "ForAllValues holds where every value of the request does, also where there is none; ForAnyValue where one does.",
    semantics: ["iam-and-networking §1.3.3"],
  },
  {
    id: "iam.condition.operators",
    status: "documented",
    source: operators,
    date,
    text: "Operators compare texts, numbers, dates, truths, bytes, addresses and ARNs, the last part by part with * and ?, whether ArnLike or ArnEquals.",
    semantics: ["iam-and-networking §1.3.4"],
  },
  {
    id: "iam.condition.unknown",
    status: "assumed",
    source: "Simulation: most keys of services, tags and the time of day are not simulated",
    date,
    text: "A condition on what is not simulated is taken to hold where its statement allows, and not to where it denies; the report names its key.",
  },
];

/** Roles and policies themselves. */
const identityRules: readonly Rule[] = [
  {
    id: "iam.role.shown",
    status: "documented",
    source:
      "IAM API Reference, CreateRole, GetRole; the id is made of the name, where AWS draws it",
    date,
    text: "A role has a name that letters alone tell apart, a path, an id, an ARN and a trust policy, which is shown as URLs have texts.",
    operations: ["CreateRole", "GetRole", "ListRoles", "UpdateAssumeRolePolicy", "DeleteRole"],
  },
  {
    id: "iam.role.policies",
    status: "documented",
    source:
      "IAM API Reference, PutRolePolicy, AttachRolePolicy, DeleteRole; the texts are those of recordings by getmoto/moto",
    date,
    text: "A role has policies of its own by name, and managed ones; it can be deleted when it has none.",
    operations: ["PutRolePolicy", "AttachRolePolicy", "DetachRolePolicy", "DeleteRole"],
  },
  {
    id: "iam.role.boundary",
    status: "documented",
    source: "IAM API Reference, PutRolePermissionsBoundary",
    date,
    text: "A role may have a managed policy as its boundary.",
    operations: ["PutRolePermissionsBoundary", "DeleteRolePermissionsBoundary"],
  },
  {
    id: "iam.role.trust",
    status: "documented",
    source:
      "AWS Lambda Developer Guide, lambda-intro-execution-role; the texts are those of reports by users, that of Pipes is ours",
    date,
    text: "A service acts with a role whose trust policy lets it in; else what would have the role is refused.",
    semantics: ["iam-and-networking §2 ¶1"],
  },
  {
    id: "iam.policy.versions",
    status: "documented",
    source:
      "IAM API Reference, CreatePolicy, CreatePolicyVersion; the texts are those of recordings by getmoto/moto",
    date,
    text: "A managed policy has up to five versions, of which one holds.",
    operations: ["CreatePolicy", "CreatePolicyVersion", "SetDefaultPolicyVersion", "DeletePolicy"],
  },
  {
    id: "iam.policy.changed",
    status: "assumed",
    source: "Simulation: AWS gives no figure for how long changes take; some seconds",
    date,
    text: "What is changed of roles and policies in a run is shown at once, and decides after iam.propagationDelay; a role that was just made may do nothing until then, and one that was deleted does nothing more.",
    semantics: ["iam-and-networking §0 iam.propagationDelay"],
  },
  {
    id: "iam.policy.malformed",
    status: "documented",
    source:
      "IAM User Guide, reference_policies_grammar; the texts are those of recordings by getmoto/moto",
    date,
    text: "What is no policy, or no policy of this use, is refused as MalformedPolicyDocument.",
    operations: ["PutRolePolicy", "CreatePolicy", "UpdateAssumeRolePolicy"],
  },
  {
    id: "iam.policy.limits",
    status: "documented",
    source: guide("reference_iam-quotas"),
    date,
    text: "Policies have 6,144 letters, all of a role's own 10,240 and trust policies 2,048, white space apart; a role has 10 managed ones, an account 1,000 roles.",
    operations: ["PutRolePolicy", "CreatePolicy", "CreateRole", "AttachRolePolicy"],
  },
  {
    id: "iam.managed.documents",
    status: "documented",
    source:
      "AWS Managed Policy Reference, as published on 2025-02-22; of those that allow all of a service, that service alone",
    date,
    text: "AWS's own policies for execution roles, and those that allow all of a service here or all that reads it, say what AWS publishes.",
    semantics: [
      "AWSLambdaBasicExecutionRole",
      "AWSLambdaKinesisExecutionRole",
      "AWSLambdaDynamoDBExecutionRole",
      "AWSLambdaSQSQueueExecutionRole",
      "AWSLambdaVPCAccessExecutionRole",
      "AWSLambdaENIManagementAccess",
      "AWSLambdaMSKExecutionRole",
      "AWSLambdaRole",
      "CloudWatchLambdaInsightsExecutionRolePolicy",
      "AmazonAPIGatewayPushToCloudWatchLogs",
      "AWSXRayDaemonWriteAccess (no path)",
    ].map((name) => `iam-and-networking §2 ${name}`),
  },
  {
    id: "iam.organization.said",
    status: "documented",
    source: "AWS Organizations User Guide, orgs_manage_policies_scps, orgs_manage_policies_rcps",
    date,
    text: "A scenario says which policies an organization has on the account, all on one level.",
  },
  {
    id: "iam.mode.warn",
    status: "assumed",
    source: "Simulation: AWS always refuses",
    date,
    text: "A scenario with `iam: warn` does what policies do not allow, and tells of it.",
  },
  {
    id: "iam.mode.deployed",
    status: "assumed",
    source:
      "Simulation: CloudFormation makes side by side what does not need each other, so that a permission may be there before or after what tries it",
    date,
    text: "A stack's permissions and policies are there before another service tries them, as far as they need nothing of it.",
  },
  {
    id: "iam.mode.unknown",
    status: "assumed",
    source: "Simulation: what a role outside the template may do nobody here knows",
    date,
    text: "A role that nothing in the scenario makes may do everything, and so may one with a policy that nobody knows; the report names both.",
  },
];

const told = "; the texts are those of reports by users";
/** Who needs what to reach a function, or to be read by one. */
const invocationRules: readonly Rule[] = [
  {
    id: "iam.invoke.caller",
    status: "documented",
    source: functions,
    date,
    text: "Whoever calls Invoke needs lambda:InvokeFunction on what he names; else he hears AccessDeniedException, which says which kind of policy is at fault.",
    semantics: ["iam-and-networking §1.4.3", "iam-and-networking §3 SDK/CLI caller"],
  },
  {
    id: "iam.invoke.api",
    status: "documented",
    source:
      "re:Post, Invalid permissions on Lambda function; Amazon API Gateway Developer Guide, permissions",
    date,
    text: "An API needs a permission of its function, for the ARN of the method or the authorizer, or its integration a role; without one whoever calls hears 500 Internal server error.",
    semantics: ["iam-and-networking §3 API Gateway REST/HTTP/WebSocket"],
  },
  {
    id: "iam.invoke.topic",
    status: "documented",
    source: `${functions}; Amazon SNS Developer Guide, sns-message-delivery-retries`,
    date,
    text: "A topic needs a permission of its function or queue, for its ARN. Without one a delivery fails at the first attempt, and goes to the subscription's dead-letter queue.",
    semantics: ["iam-and-networking §3 SNS"],
  },
  {
    id: "iam.invoke.rule",
    status: "documented",
    source: "Amazon EventBridge User Guide, eb-use-resource-based, eb-rule-dlq",
    date,
    text: "A rule needs a permission of its target, or a role. Without one it tries once, and its dead letter says NO_PERMISSIONS.",
    semantics: ["iam-and-networking §3 EventBridge rule"],
  },
  {
    id: "iam.invoke.schedule",
    status: "documented",
    source:
      "Amazon EventBridge Scheduler User Guide, setting-up; the words about roles are those of reports by users",
    date,
    text: "A schedule or a pipe invokes with its role. One that it cannot assume is refused; one that may not invoke has attempts fail.",
    semantics: ["iam-and-networking §3 EventBridge Scheduler / Pipes"],
  },
  {
    id: "iam.invoke.logs",
    status: "documented",
    source: `CloudWatch Logs API Reference, PutSubscriptionFilter${told}`,
    date,
    text: "A subscription is made where its function, or the role that it has, lets CloudWatch Logs in.",
    semantics: ["iam-and-networking §3 CloudWatch Logs subscription"],
  },
  {
    id: "iam.invoke.bucket",
    status: "documented",
    source: `Amazon S3 User Guide, grant-destinations-permissions-to-s3${told}`,
    date,
    text: "Notifications are configured where their destinations let S3 in for the bucket; where they no more do, events are lost.",
    semantics: ["iam-and-networking §3 S3 notification"],
  },
  {
    id: "iam.invoke.alarm",
    status: "documented",
    source: "Amazon CloudWatch User Guide, alarms-and-actions-Lambda",
    date,
    text: "An alarm invokes as lambda.alarms.cloudwatch.amazonaws.com where its function lets it in, and does not try again where it does not.",
    semantics: ["iam-and-networking §3 CloudWatch alarm"],
  },
  {
    id: "iam.invoke.workflow",
    status: "documented",
    source: "AWS Step Functions Developer Guide, lambda-iam",
    date,
    text: "A workflow invokes with its role; where that may not, a task fails with what Lambda said.",
    semantics: ["iam-and-networking §3 Step Functions"],
  },
  {
    id: "iam.read.queue",
    status: "documented",
    source: `AWS Lambda Developer Guide, services-sqs-configure${told}`,
    date,
    text: "A mapping receives and deletes with the role of its function, without which it is not made; where that may no more, messages stay. No policy of the function is asked.",
    semantics: ["iam-and-networking §3 SQS event source", "iam-and-networking §3 ¶1"],
  },
  {
    id: "iam.read.stream",
    status: "documented",
    source: `AWS Lambda Developer Guide, with-kinesis, with-ddb${told}`,
    date,
    text: "A mapping reads a stream with the role of its function, without which it is not made.",
    semantics: ["iam-and-networking §3 Kinesis / DynamoDB stream source"],
  },
  {
    id: "iam.read.broker",
    status: "documented",
    source:
      "AWS Lambda Developer Guide, with-mq, services-mq-errors; that one whose role may not read it is not made, and that it gets what it has asked for before, are ours",
    date,
    text: "A mapping reads a broker with the role of its function. Where that may no more, it stops, and its state says EVENT_SOURCE_AUTHZ_ERROR.",
    semantics: ["iam-and-networking §3 Amazon MQ source"],
  },
  {
    id: "iam.send.topic",
    status: "documented",
    source:
      "Amazon SNS Developer Guide, sns-access-policy-use-cases; Amazon EventBridge User Guide, eb-use-resource-based",
    date,
    text: "A topic without a policy of its own lets services publish that tell who owns their source, as alarms do; rules need a statement.",
  },
  {
    id: "iam.send.destination",
    status: "documented",
    source: `AWS Lambda Developer Guide, invocation-async-retain-records${told}`,
    date,
    text: "A function sends to destinations and dead-letter queues with its role. A dead-letter queue that it may not send to is refused; what it may no more send is lost.",
    semantics: ["iam-and-networking §3 Async destination / DLQ"],
  },
];

/** The rules of AWS that IAM follows; the test of each bears its id. */
export const iamRules: readonly Rule[] = [
  ...decisionRules,
  ...conditionRules,
  ...identityRules,
  ...invocationRules,
];
