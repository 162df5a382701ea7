import { listOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { nameInArn } from "../../../service/arn.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { eventsLimits } from "../limits.ts";
import { busNamed, changeBus, defaultBusName, noBus, recordOf } from "./bus-record.ts";
import { invalid, isRefused, respond, tooMany, type Checked } from "./checked.ts";
import { noRule } from "./rule-record.ts";

/** Operations on tags: of buses and rules, by their ARNs. */
export const tagOperations: Operations = {
  TagResource: { begin: tag },
  UntagResource: { begin: untag },
  ListTagsForResource: { begin: showTags },
};

type Tags = Readonly<Record<string, string>>;

/** Something that has tags. */
interface Tagged {
  readonly tags: Tags;
  keep(tags: Tags): void;
}

/** The tags of a request. */
export const tagsIn = (params: PlainObject): Tags =>
  Object.fromEntries(
    listOf(params["Tags"]).map((each) => {
      const { Key, Value } = objectOf(each);
      return [textOf(Key) ?? "", textOf(Value) ?? ""];
    }),
  );

function taggedBy(params: PlainObject, plane: ControlPlane): Checked<Tagged> {
  const arn = textOf(params["ResourceARN"])!; // It is there.
  const busName = nameInArn(arn, "events", "event-bus/");
  if (busName !== undefined) {
    const bus = busNamed(busName, plane);
    if (bus === undefined) return noBus(busName);
    return { tags: recordOf(bus).tags, keep: (tags) => void changeBus(bus, { tags }, plane) };
  }
  const path = nameInArn(arn, "events", "rule/");
  if (path === undefined) {
    return invalid(
      "Parameter ResourceARN is not valid. Reason: Provided Arn is not in correct format.",
    );
  }
  const slash = path.lastIndexOf("/");
  const [owner, name] = [
    slash === -1 ? defaultBusName : path.slice(0, slash),
    path.slice(slash + 1),
  ];
  const bus = busNamed(owner, plane);
  const rule =
    bus === undefined ? undefined : recordOf(bus).rules.find((each) => each.name === name);
  if (bus === undefined || rule === undefined) return noRule(name, owner);
  return {
    tags: rule.tags,
    keep(tags) {
      const rules = recordOf(bus).rules.map((each) => (each === rule ? { ...each, tags } : each));
      changeBus(bus, { rules }, plane);
    },
  };
}

function tag(params: PlainObject, plane: ControlPlane): Step {
  const tagged = taggedBy(params, plane);
  if (isRefused(tagged)) return tagged;
  const tags = { ...tagged.tags, ...tagsIn(params) };
  if (Object.keys(tags).length > eventsLimits.tags) return tooMany;
  tagged.keep(tags);
  return respond();
}

function untag(params: PlainObject, plane: ControlPlane): Step {
  const tagged = taggedBy(params, plane);
  if (isRefused(tagged)) return tagged;
  const keys = textsOf(params["TagKeys"]);
  tagged.keep(
    Object.fromEntries(Object.entries(tagged.tags).filter(([key]) => !keys.includes(key))),
  );
  return respond();
}

function showTags(params: PlainObject, plane: ControlPlane): Step {
  const tagged = taggedBy(params, plane);
  if (isRefused(tagged)) return tagged;
  return respond({ Tags: Object.entries(tagged.tags).map(([Key, Value]) => ({ Key, Value })) });
}
