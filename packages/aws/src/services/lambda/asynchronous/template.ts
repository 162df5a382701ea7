import { memberOf, objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type {
  MadeType,
  NamedResource,
  PropertyMeaning,
  Reading,
  TemplateResource,
} from "../../../service/template-type.ts";
import { eventInvokeConfigDeployment } from "../deployment.ts";
import { lambdaToSns } from "../lambda-to-sns.ts";
import { lambdaToSqs } from "../lambda-to-sqs.ts";
import { asyncInvocation } from "../limits.ts";

const exactly = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
  exact: true,
});

/** The property that says which queue or topic gets a function's dead letters. */
export const deadLetterProperty: PropertyMeaning = {
  verdict: "modeled",
  meaning: "Gets asynchronous events that are dropped; nothing of what event source mappings read.",
  read: { members: { TargetArn: "text" }, exact: ["TargetArn"] },
  names: {
    member: "TargetArn",
    by: "arn",
    of: [lambdaToSqs.templateType, lambdaToSns.templateType],
    standIn: { role: "DeadLetterQueue" },
  },
};

/** The values of a function, whose dead-letter queue is that of the template or a stand-in for it. */
export function withDeadLetters(
  values: PlainObject,
  { named }: Pick<TemplateResource, "named">,
): PlainObject {
  const { DeadLetterConfig: given, ...others } = values;
  const arn = named["DeadLetterConfig"]?.resource?.arn ?? textOf(memberOf(given, "TargetArn"));
  return arn === undefined ? others : { ...others, DeadLetterConfig: { TargetArn: arn } };
}

const outcomes = ["OnSuccess", "OnFailure"] as const;

const destinationOf = (outcome: (typeof outcomes)[number]): NamedResource => ({
  member: `${outcome}.Destination`,
  by: "arn",
  of: "entries",
  standIn: { role: outcome },
});

/** The configuration of asynchronous invocations in a template. */
export const eventInvokeConfigType: MadeType = {
  type: "AWS::Lambda::EventInvokeConfig",
  sends: { for: "FunctionName", to: "DestinationConfig" },
  properties: {
    FunctionName: {
      verdict: "modeled",
      meaning: "Names the function.",
      read: "text",
      names: { by: "reference", of: ["AWS::Lambda::Function"] },
    },
    Qualifier: {
      verdict: "modeled",
      meaning: "Names the version or alias that it holds for; $LATEST is the function itself.",
      read: "text",
    },
    MaximumRetryAttempts: exactly("Bounds the retries after function errors.", "wholeNumber"),
    MaximumEventAgeInSeconds: exactly("Says how old an event may be.", "wholeNumber"),
    DestinationConfig: {
      verdict: "modeled",
      meaning: "Says where records of events go.",
      read: {
        members: Object.fromEntries(
          outcomes.map((outcome) => [outcome, { members: { Destination: "text" as const } }]),
        ),
        exact: outcomes,
      },
      names: outcomes.map(destinationOf),
    },
  },
  make(values, { named }) {
    const { DestinationConfig: given, FunctionName: _, ...others } = values;
    const target = named["FunctionName"]?.resource;
    if (target == null) return "Its function is not in this template: nothing is configured.";
    const destinations = outcomes.flatMap((outcome): readonly [string, PlainObject][] => {
      const peer = named[`DestinationConfig.${outcome}.Destination`]?.resource;
      const arn = peer?.arn ?? textOf(memberOf(objectOf(given)[outcome], "Destination"));
      return arn === undefined ? [] : [[outcome, { Destination: arn }]];
    });
    return [
      {
        operation: "PutFunctionEventInvokeConfig",
        params: {
          FunctionName: target.name,
          ...others,
          DestinationConfig: Object.fromEntries(destinations),
        },
      },
    ];
  },
  meaning({ MaximumRetryAttempts: given, MaximumEventAgeInSeconds: age }, { named }) {
    const { maximumRetryAttempts, maximumEventAge } = asyncInvocation;
    const retries = typeof given === "number" ? given : maximumRetryAttempts.default;
    const seconds = typeof age === "number" ? age : maximumEventAge.default / 1_000_000;
    const target = named["FunctionName"]?.resource?.logicalId;
    const times = retries === 1 ? "1 retry" : `${retries} retries`;
    return `Gives events of ${target} up to ${times} within ${seconds} s, simulated.`;
  },
  deployment: eventInvokeConfigDeployment,
};
