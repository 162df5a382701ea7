import type { BusSettings, RuleSettings, TargetSettings } from "../config.ts";
import { readingOf } from "../event-reading.ts";
import { compileMatcher, matchedBy, type Matcher } from "../matching/matcher.ts";
import type { BusEvent } from "../protocol.ts";
import { matchedForm } from "../shown-event.ts";

/** The rules of a bus, ready to be asked: for as long as nobody changes them. */
interface RuleIndex {
  /** Those that have a pattern and are enabled, as the matcher counts them. */
  readonly matched: readonly RuleSettings[];
  readonly matcher: Matcher;
  readonly rules: ReadonlyMap<number, RuleSettings>;
  readonly targets: ReadonlyMap<number, TargetSettings>;
}

// A memo of a pure function: by the rules.
const indexes = new WeakMap<BusSettings["rules"], RuleIndex>();

function indexOf({ rules }: Pick<BusSettings, "rules">): RuleIndex {
  let index = indexes.get(rules);
  if (index === undefined) {
    const matched = rules.filter(({ isEnabled, pattern }) => isEnabled && pattern !== null);
    index = {
      matched,
      matcher: compileMatcher(matched.map(({ pattern }) => pattern!)), // Of those that have one.
      rules: new Map(rules.map((rule) => [rule.number, rule])),
      targets: new Map(
        rules.flatMap(({ targets }) => targets.map((target) => [target.number, target] as const)),
      ),
    };
    indexes.set(rules, index);
  }
  return index;
}

/** The rule of this number; `undefined` once it is gone. */
export const ruleOf = (settings: BusSettings, number: number): RuleSettings | undefined =>
  indexOf(settings).rules.get(number);

/** The target of this number; `undefined` once it is gone. */
export const targetOf = (settings: BusSettings, number: number): TargetSettings | undefined =>
  indexOf(settings).targets.get(number);

/** The enabled rules whose patterns an event matches, in order of their numbers. */
export function rulesFor(settings: BusSettings, event: BusEvent): readonly RuleSettings[] {
  const { matched, matcher } = indexOf(settings);
  if (matched.length === 0) return matched;
  const { content, account, region, replayName } = event;
  const isUsual =
    !matcher.looksAtMoment &&
    replayName === null &&
    account === settings.accountId &&
    region === settings.region;
  const reading = readingOf(content);
  // Of those that say the same and come from the bus's own account and Region, all match the same.
  if (isUsual && reading.matched?.of === settings.rules) return reading.matched.rules;
  const form = matchedForm(event, matcher.numbers, !matcher.looksAtMoment);
  const found = matchedBy(matcher, form).map((place) => matched[place]!); // Of its patterns.
  if (isUsual) reading.matched = { of: settings.rules, rules: found };
  return found;
}
