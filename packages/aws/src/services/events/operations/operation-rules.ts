import { api, guide, read, recorded, type EventsRule } from "../rule-sources.ts";

/** What the operations of EventBridge answer. */
export const operationRules: readonly EventsRule[] = [
  {
    id: "events.api.quotas",
    status: "documented",
    source: guide("eb-quota"),
    date: read,
    text: "An account has 100 buses, and a bus 300 rules: more are refused with LimitExceededException.",
    semantics: ["eventbridge §0 buses / rules per bus"],
    operations: ["CreateEventBus", "PutRule"],
  },
  {
    id: "events.api.names",
    status: "documented",
    source: api("PutRule"),
    date: read,
    text: "Names of rules have at most 64 characters, those of archives 48, and patterns 4,096.",
    semantics: ["eventbridge §0 rule.name / archive.name / pattern API field"],
    operations: ["PutRule", "CreateArchive"],
  },
  {
    id: "events.api.policy-size",
    status: "documented",
    source: guide("eb-quota"),
    date: read,
    text: "The policy of a bus has at most 10,240 characters.",
    semantics: ["eventbridge §0 busPolicy.size"],
    operations: ["PutPermission"],
  },
  {
    id: "events.api.rate",
    status: "documented",
    source: guide("eb-quota"),
    date: read,
    text: "An account makes 50 calls a second of all operations but PutEvents, and 5 of those on global endpoints; more are refused with a ThrottlingException. Calls from outside, between which no time passes, do not count.",
    semantics: ["eventbridge §0 controlPlane.rate"],
    operations: ["PutRule", "CreateEndpoint"],
  },
  {
    id: "events.api.not-there",
    status: "measured",
    source: recorded,
    date: read,
    text: "What is not there is a ResourceNotFoundException with its name; what is deleted and not there is none.",
    operations: ["DescribeRule", "DescribeEventBus", "DeleteRule", "DeleteEventBus"],
  },
  {
    id: "events.api.managed",
    status: "documented",
    source: api("DeleteRule"),
    date: read,
    text: "The rule of an archive is AWS's own: nobody disables it, and it is deleted by force alone.",
    operations: ["DisableRule", "DeleteRule"],
  },
];
