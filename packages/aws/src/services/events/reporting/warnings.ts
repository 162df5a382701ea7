import { isGrowing } from "../../../service/growth.ts";
import type { SeenRun } from "../../../service/seen.ts";
import { number, plural } from "../../../text/figures.ts";
import { seenAt, targetsOf, type SeenBus } from "./seen-bus.ts";

/** Rules that bring nothing anywhere, and targets that nothing is there for. */
export const fitWarnings = (buses: readonly SeenBus[], run: SeenRun): readonly string[] =>
  buses.flatMap((bus) => [
    ...bus.settings.rules
      .filter(({ archive, targets }) => archive === null && targets.length === 0)
      .map(
        ({ name }) => `Rule ${name} of ${bus.name} has no targets: what it matches goes nowhere.`,
      ),
    ...targetsOf(bus, run)
      .filter(({ settings }) => settings.kind !== null && seenAt(settings.arn, run) === undefined)
      .map(
        ({ rule, name }) =>
          `Rule ${rule.name} of ${bus.name} has the target ${name}, which is not there: its events are given up at once.`,
      ),
    ...unmatched(bus),
  ]);

/** That no rule of a bus matched any of the events that it took. */
function unmatched({ name, settings, sum }: SeenBus): readonly string[] {
  const rules = settings.rules.filter(
    ({ pattern, isEnabled, archive, targets }) =>
      pattern !== null && isEnabled && archive === null && targets.length > 0,
  );
  const taken = sum("EventsTaken");
  if (rules.length === 0 || taken === 0 || sum("UnmatchedEvents") < taken) return [];
  const [first] = rules;
  return [
    rules.length === 1
      ? `Rule ${first!.name} of ${name} matched none of ${plural(taken, "event")}: its targets got nothing.`
      : `No rule of ${name} matched any of ${plural(taken, "event")}: no target got anything.`,
  ];
}

/** Targets that failed and have no dead-letter queue. */
export const givingUpWarnings = (buses: readonly SeenBus[], run: SeenRun): readonly string[] =>
  buses.flatMap((bus) =>
    targetsOf(bus, run).flatMap(({ rule, name, tally, deadLetterQueue }) =>
      tally.failedAttempts === 0 || deadLetterQueue !== null
        ? []
        : [
            `${name} failed events of rule ${rule.name} of ${bus.name}, which has no dead-letter queue for it: what is given up is gone.`,
          ],
    ),
  );

/** Buses that take more than they get rid of. */
export const growthWarnings = (buses: readonly SeenBus[], _run: SeenRun): readonly string[] =>
  buses.flatMap(({ name, gauge }) => {
    const underWay = gauge("InvocationsUnderWay");
    if (underWay === undefined || !isGrowing(underWay)) return [];
    return [
      `${name} has more and more events under way to targets, ${number(underWay.last)} at the end of the run: they wait to be tried again, or for their turn.`,
    ];
  });

/** Events that were put and not taken, or dropped. */
export const lossWarnings = (buses: readonly SeenBus[], _run: SeenRun): readonly string[] =>
  buses.flatMap(({ name, sum }) => {
    const throttled = sum("PutEventsApproximateThrottledCount");
    const dropped = sum("InvocationsDropped");
    return [
      ...(throttled === 0
        ? []
        : [
            `${name} refused ${plural(throttled, "call")} of PutEvents: the account's quota was used up.`,
          ]),
      ...(dropped === 0
        ? []
        : [
            `${name} dropped ${plural(dropped, "event")} for targets: nobody has ${dropped === 1 ? "it" : "them"}.`,
          ]),
    ];
  });
