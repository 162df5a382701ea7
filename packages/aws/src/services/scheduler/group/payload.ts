import { hexadecimalOf, uuidOf } from "../../../text/hexadecimal.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { Text } from "../../../service/entry.ts";
import type { GroupSettings, TargetPlan } from "../config.ts";
import { scheduleArn } from "../schedule-arn.ts";
import { purposes, type GroupContext } from "./declarations.ts";
import type { Invocation } from "./state.ts";

const word = 4_294_967_296;
const draw = (context: GroupContext, number: number, place: number): number =>
  Math.floor(context.randomFor(purposes.identity, number * 8 + place) * word);

/** What tells an invocation from all others, at every attempt. */
export const executionIdOf = ({ number }: Invocation, context: GroupContext): string =>
  hexadecimalOf(draw(context, number, 0), draw(context, number, 1), 0, 0).slice(0, 16);

/** A time as schedules show it, such as `2026-11-23T09:00:00Z`. */
export const shownTime = (
  { scheduledAt }: Pick<Invocation, "scheduledAt">,
  { epochMilliseconds }: Pick<GroupSettings, "epochMilliseconds">,
): string => `${formatWallClock(wallClockAt(epochMilliseconds, scheduledAt)).slice(0, 19)}Z`;

/** What an input may say of its schedule and of the attempt. */
export const attributePattern =
  /<aws\.scheduler\.(schedule-arn|scheduled-time|execution-id|attempt-number)>/g;

/** What a target is given, at one of its attempts. */
export function inputText(invocation: Invocation, attempt: number, context: GroupContext): string {
  const { target } = invocation;
  const { input, hasAttributes } = target;
  const text =
    input === null
      ? notification(invocation, context)
      : hasAttributes
        ? filled(input, invocation, attempt, context)
        : input;
  return target.busEvent === null ? text : busEvent(text, target.busEvent, invocation, context);
}

function filled(
  input: string,
  invocation: Invocation,
  attempt: number,
  context: GroupContext,
): string {
  const { settings } = context;
  const values: Readonly<Record<string, () => string>> = {
    "schedule-arn": () => scheduleArn(settings, settings.name, invocation.name),
    "scheduled-time": () => shownTime(invocation, settings),
    "execution-id": () => executionIdOf(invocation, context),
    "attempt-number": () => `${attempt}`,
  };
  return input.replaceAll(attributePattern, (_, name: string) => values[name]!());
}

/** What a target is given for which nothing is said. */
function notification(invocation: Invocation, context: GroupContext): string {
  const { settings } = context;
  const { number } = invocation;
  const id = uuidOf(
    draw(context, number, 2),
    draw(context, number, 3),
    draw(context, number, 4),
    draw(context, number, 5),
  );
  return JSON.stringify({
    version: "0",
    id,
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account: settings.accountId,
    time: shownTime(invocation, settings),
    region: settings.region,
    resources: [scheduleArn(settings, settings.name, invocation.name)],
    detail: "{}",
  });
}

/** The event's own members; the bus adds the rest. */
function busEvent(
  detail: string,
  { source, detailType }: NonNullable<TargetPlan["busEvent"]>,
  { name }: Invocation,
  { settings }: GroupContext,
): string {
  const members = { source, "detail-type": detailType };
  const resources = [scheduleArn(settings, settings.name, name)];
  const rest = JSON.stringify({ ...members, resources }).slice(1);
  return `{"detail":${detail},${rest}`;
}

// A memo of a pure function: schedules invoke with the same input again and again.
const texts = new WeakMap<TargetPlan, Text>();

/** A text with its size; one object for all invocations that say the same. */
export function textFor(invocation: Invocation, attempt: number, context: GroupContext): Text {
  const { target } = invocation;
  const isSame = target.input !== null && !target.hasAttributes && target.busEvent === null;
  const known = isSame ? texts.get(target) : undefined;
  if (known !== undefined) return known;
  const body = inputText(invocation, attempt, context);
  const text: Text = { body, size: sizeInUtf8(body) };
  if (isSame) texts.set(target, text);
  return text;
}
