import type { Plain } from "@orrery/kernel";
import { sampleTriggerEvent, services, triggerStandIns, type EventFacts } from "@orrery/aws";
import { outcomeOf, unsupported, type CaseFile, type Outcome } from "../outcome.ts";
import { isList, isObject, memberOf, show, type Value } from "../value.ts";

/** Samples of the events that services bring to functions: ours has every key, of one type. */
export const eventShapes: CaseFile = {
  name: "event_shapes",
  isComplete: true,
  // Cases that are marked so are kept from us, to be asked of us by others.
  takes: ({ split }) => split !== "hidden",
  run({ input, expected }): Outcome {
    const sample = withoutLibraryMembers(memberOf(expected, "event"));
    if (contradictsItself(sample))
      return unsupported("its records have members of different types");
    const marks = marksOf(sample);
    const facts = factsIn(sample);
    const name = String(input.name);
    const about = sourceOf(name);
    if (/-response$/.test(name)) return unsupported("answers of functions are no events");
    if (otherAction.test(JSON.stringify(sample)))
      return unsupported(`events of ${about} are not made`);
    const ours = [
      ...services
        .flatMap(({ events = {} }) => Object.values(events).map((make) => make(facts) as Value))
        .filter((event) => marksOf(event) === marks)
        // What names no source is told by what it has.
        .filter((event) => marks !== undefined || hasMembersOf(event, sample)),
      ...triggerEvents(about, sample),
    ];
    if (ours.length === 0) return unsupported(`events of ${about} are not made`);
    const reasons = ours.map((event) => missingIn("$", sample, event));
    return outcomeOf(reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined);
  },
};

/**
 * The events of services for which workloads stand, by the name of the sample's source: with the sample's own choices
 * among what the service says, and with what its users have named, which a workload's payload brings.
 */
function triggerEvents(about: string, sample: Value): readonly Value[] {
  const said = textsIn(sample);
  const texts = [...said.map(([, text]) => text), JSON.stringify(sample)];
  return (triggerNames[about] ?? [about]).flatMap((name) => {
    const settings = triggerStandIns.of[name]?.settings;
    if (settings === undefined) return [];
    const chosen = Object.entries(settings).flatMap(([key, setting]) => {
      if (setting.kind === "text") {
        const own = said.find(([member]) => member.toLowerCase() === key.toLowerCase());
        const text = own?.[1] ?? nameUnder(key, sample);
        return text === undefined ? [] : [[key, text] as const];
      }
      if (setting.kind !== "choice") return [];
      const isSaid = (value: string) =>
        texts.some((text) => text === value || text.includes(`"${value}\\"`));
      const value = setting.values.find(isSaid);
      return value === undefined ? [] : [[key, value] as const];
    });
    // Of what the sample does not name each value may have made it.
    const open = Object.entries(settings).flatMap(([key, setting]) =>
      setting.kind === "choice" && !chosen.some(([said]) => said === key)
        ? [setting.values.map((value) => [key, value] as const)]
        : [],
    );
    const all = open.reduce(
      (some, values) => some.flatMap((each) => values.map((value) => [...each, value])),
      [chosen],
    );
    return all.slice(0, mostChosen).flatMap((said) => {
      const made = (payload?: Value) =>
        sampleTriggerEvent(name, Object.fromEntries(said), payload as Plain) as Value;
      const own = made();
      // A service has events that come in other ways.
      const isOne =
        isObject(sample) && Object.keys(sample).some((key) => memberOf(own, key) !== undefined);
      return isOne ? [made(usersPart(sample))] : [];
    });
  });
}

/** Ways to choose what a sample does not name. */
const mostChosen = 200;

/** Receipt rules of SES with other actions tell topics of a message and write it to buckets: no function sees that. */
const otherAction = /"action":\{"type":"(?!Lambda)/;

/** Members whose own members a service's users name, or their functions fill in. */
const namedByUsers =
  /^(?:slots|slotDetails|Attributes|Parameters|devices|sessionAttributes|requestAttributes|attributes|clientMetadata|validationData|userAttributes|datasetRecords|ResourceProperties|OldResourceProperties|response|appliance|intent|interpretations|cc|privateChallengeParameters)$/;

/** What of a sample its users have named; `undefined`: nothing. */
function usersPart(sample: Value): Value | undefined {
  if (isList(sample)) {
    const parts = sample.map(usersPart);
    return parts.every((part) => part === undefined) ? undefined : parts.map((part) => part ?? {});
  }
  if (!isObject(sample)) return undefined;
  const parts = Object.entries(sample).flatMap(([name, part]) => {
    const own = namedByUsers.test(name) ? part : usersPart(part);
    return own === undefined ? [] : [[name, own] as const];
  });
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}

/** Samples and workloads have other names for some. */
const triggerNames: Readonly<Record<string, readonly string[]>> = {
  "alexa-skills-kit": ["alexa"],
  appsync: ["appsync", "appsync-authorizer"],
  code: ["codecommit"],
  codepipeline: ["codepipeline"],
  cognito: ["cognito", "cognito-sync"],
  iot: ["iot-button", "iot-1-click", "iot-authorizer", "iot-provisioning"],
  kinesis: ["kinesisanalytics"],
  s3: ["s3-object-lambda"],
};

/**
 * Members that AWS does not send: those that its library for Go adds as it reads an event, a header of responses that
 * its guide says no function at an edge sees, and a number that samples have as a text, others as a number.
 */
const libraryMembers: ReadonlySet<string> = new Set([
  "urlDecodedKey",
  "x-cache",
  "subsequenceNumber",
]);

/** Members that samples misspell. */
const misspelled: Readonly<Record<string, string>> = { deliverySteamArn: "deliveryStreamArn" };

function withoutLibraryMembers(sample: Value): Value {
  if (isList(sample)) return sample.map(withoutLibraryMembers);
  if (!isObject(sample)) return sample;
  return Object.fromEntries(
    Object.entries(sample).flatMap(([name, part]) =>
      libraryMembers.has(name) ? [] : [[misspelled[name] ?? name, withoutLibraryMembers(part)]],
    ),
  );
}

/** Whether records of a sample, all of one form with AWS, have a member that is a number in one and a text in another. */
function contradictsItself(sample: Value): boolean {
  const records = memberOf(sample, "records");
  if (!isList(records)) return false;
  return records.some((one) =>
    records.some(
      (other) =>
        isObject(one) &&
        Object.entries(one).some(
          ([name, part]) => typeof part === "number" && typeof memberOf(other, name) === "string",
        ),
    ),
  );
}

/** `sam:s3/S3Put` and `s3-event` are about s3. */
const sourceOf = (name: string): string =>
  /^sam:([^/]+)/.exec(name)?.[1] ?? /^[^-]+/.exec(name)?.[0] ?? name;

/** What of an event says whose it is: where its source is named, and as what; `undefined` for nothing. */
function marksOf(event: Value): string | undefined {
  const records = memberOf(event, "Records");
  const [head] = isList(records) ? records : [event];
  if (!isObject(head)) return undefined;
  // What CloudWatch Logs sends names no source: it is packed.
  if (Object.hasOwn(head, "awslogs")) return "awslogs";
  // What load balancers send says where it came from, and by its members how.
  if (memberOf(memberOf(head, "requestContext"), "elb") !== undefined) {
    return Object.hasOwn(head, "multiValueHeaders") ? "elb, lists" : "elb";
  }
  const marks = Object.entries(head).filter(
    ([name, value]) => /^(?:event)?source$/i.test(name) && typeof value === "string",
  );
  return marks.length === 0 ? undefined : JSON.stringify(marks.sort());
}

/** Whether an event has the members of a sample, at its head; older samples have fewer. */
function hasMembersOf(event: Value, sample: Value): boolean {
  if (!isObject(event) || !isObject(sample)) return false;
  const names = Object.keys(sample);
  return names.length > 0 && names.every((name) => Object.hasOwn(event, name));
}

/** What a sample is about, as far as it says so; samples of templates leave account and Region open. */
function factsIn(sample: Value): EventFacts {
  const text = (name: RegExp): string | undefined =>
    textsIn(sample).find(([member]) => name.test(member))?.[1];
  const arn = textsIn(sample).find(([, value]) => value.startsWith("arn:"))?.[1] ?? "";
  const [, partition = "", , region = "", accountId = ""] = arn.split(":");
  const ifLike = (form: RegExp, value: string, usual: string) => (form.test(value) ? value : usual);
  return {
    partition: ifLike(/^aws[a-z-]*$/, partition, "aws"),
    region: ifLike(/^[a-z]+(?:-[a-z]+)+-\d$/, region, "us-east-1"),
    accountId: ifLike(/^\d{12}$/, accountId, "123456789012"),
    epochMilliseconds: 1_600_000_000_000,
    // Events of Kafka have members that are named after a topic.
    name: text(/^topic$/) ?? "orders",
    body: text(/^(?:body|message)$/i) ?? "",
    subject: text(/^subject$/i) ?? null,
    attributes: attributesIn(sample),
  };
}

/** The members of a value that are texts, with their names, outermost first. */
function textsIn(value: Value): readonly (readonly [name: string, text: string])[] {
  if (isList(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  const own = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return [...own, ...Object.values(value).flatMap(textsIn)];
}

/** The name of what is under a member, in whichever letters, as a queue may be an object with its `Name`. */
function nameUnder(key: string, value: Value): string | undefined {
  if (!isObject(value)) return undefined;
  const own = Object.entries(value).find(([name]) => name.toLowerCase() === key.toLowerCase());
  const name = own === undefined ? undefined : memberOf(own[1], "Name");
  if (typeof name === "string") return name;
  return Object.values(value)
    .map((part) => nameUnder(key, part))
    .find((found) => found !== undefined);
}

/** The message attributes in a sample: their names are its author's, so ours must have them too. */
function attributesIn(value: Value): EventFacts["attributes"] {
  if (isList(value)) return value.flatMap(attributesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    if (name === "userArguments" && isObject(part)) {
      return Object.entries(part).map(([argument, value]) => ({
        name: argument,
        dataType: "String",
        value: String(value),
      }));
    }
    // Of a request at an edge, viewers name the headers.
    if (name === "request" && isObject(part) && isObject(part["headers"])) {
      return Object.keys(part["headers"]).map((header) => ({
        name: header,
        dataType: "String",
        value: "a",
      }));
    }
    if (!/^messageAttributes$/i.test(name) || !isObject(part)) return attributesIn(part);
    return Object.entries(part).map(([attribute, described]) => {
      const dataType = firstText(described, "dataType", "Type");
      const value = firstText(described, "stringValue", "binaryValue", "Value");
      return { name: attribute, dataType, value: dataType === "Binary" ? inBase64(value) : value };
    });
  });
}

/** A sample may have words where bytes are. */
const inBase64 = (text: string): string =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text) ? text : btoa(text);

const firstText = (value: Value, ...names: readonly string[]): string =>
  names.map((name) => memberOf(value, name)).find((part) => typeof part === "string") ?? "";

/** What of a sample an event lacks, or has of another type; `undefined` when it has all of it. */
function missingIn(path: string, sample: Value, event: Value): string | undefined {
  // What a template of samples leaves open may be of any type.
  const isOpen = typeof sample === "string" && /^\{\{\{\w+\}\}\}$/.test(sample);
  if (isOpen && event !== undefined) return undefined;
  if (typeOf(sample) !== typeOf(event)) {
    return `${path} must be ${typeOf(sample)}: received ${show(event)}`;
  }
  if (isList(sample) && isList(event)) {
    // Lists of either length hold items of one kind, some of which say less; an empty one says nothing of them.
    if (event.length === 0) return undefined;
    return firstOf(
      sample.map((each, index) => {
        const reasons = event.map((item) => missingIn(`${path}[${index}]`, each, item));
        return reasons.includes(undefined) ? undefined : reasons[0];
      }),
    );
  }
  // Properties of a message have the names that its author gives them.
  if (!isObject(sample) || path.endsWith(".properties")) return undefined;
  // Likewise headers and parameters of a request, of its client; variables and claims, of whoever set them.
  if (clientsPart.test(path)) return undefined;
  return firstOf(
    Object.entries(sample).map(([name, part]) =>
      missingIn(`${path}.${name}`, part, memberOf(event, name)),
    ),
  );
}

const clientsPart =
  /^\$\.(?:multiValueHeaders|headers|queryStringParameters|multiValueQueryStringParameters|pathParameters|stageVariables|requestContext\.authorizer\.jwt\.claims)$/;

const firstOf = (reasons: readonly (string | undefined)[]): string | undefined =>
  reasons.find((reason) => reason !== undefined);

function typeOf(value: Value): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  return isList(value) ? "a list" : isObject(value) ? "an object" : `a ${typeof value}`;
}
