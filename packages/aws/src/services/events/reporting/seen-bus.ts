import type { Seen, SeenRun } from "../../../service/seen.ts";
import type { BusState } from "../bus/state.ts";
import { talliedOf, type TargetTally } from "../bus/tally.ts";
import type { BusSettings, RuleSettings, TargetSettings } from "../config.ts";

/** A bus in a run. */
export type SeenBus = Seen<BusSettings>;

/** A target of a rule, and what became of its events. */
export interface SeenTarget {
  readonly rule: RuleSettings;
  readonly settings: TargetSettings;
  readonly tally: TargetTally;
  /** What it leads to, as reports call it: a logical id, or the end of its ARN. */
  readonly name: string;
  /** Its dead-letter queue, as reports call it; `null` without one. */
  readonly deadLetterQueue: string | null;
}

/** The targets of a bus, in order of its rules. */
export const targetsOf = (
  { settings: { rules }, state }: SeenBus,
  run: SeenRun,
): readonly SeenTarget[] =>
  rules.flatMap((rule) =>
    rule.targets.map((settings) => {
      const deadLetters = settings.policy.onGivenUp?.arn;
      return {
        rule,
        settings,
        tally: talliedOf(state as BusState, settings.number), // Of its kind.
        name: nameOf(settings.arn, run),
        deadLetterQueue: deadLetters === undefined ? null : nameOf(deadLetters, run),
      };
    }),
  );

const nameOf = (arn: string, run: SeenRun): string =>
  seenAt(arn, run)?.name ?? arn.slice(arn.lastIndexOf(":") + 1);

/** What an ARN leads to. That of an API destination ends in an id, which targets of templates leave out. */
export const seenAt = (arn: string, run: SeenRun): Seen | undefined =>
  run.at(arn) ?? run.ofKind("events.apiDestination").find((seen) => seen.arn.startsWith(`${arn}/`));

/** How many events were for a target and ended: delivered, or given up. */
export const endedOf = ({ delivered, deadLetters, dropped }: TargetTally): number =>
  delivered + deadLetters + dropped;
