import { faultsSaid } from "../../../service/fault-said.ts";
import type { LossSaid } from "../../../service/reporting.ts";
import type { SeenRun } from "../../../service/seen.ts";
import { percentage, plural } from "../../../text/figures.ts";
import { endedOf, targetsOf, type SeenBus, type SeenTarget } from "./seen-bus.ts";

/** Events that a bus gave up to dead-letter queues, and those that nobody has. */
export const lossesOf = (bus: SeenBus, run: SeenRun): readonly LossSaid[] =>
  targetsOf(bus, run).flatMap((target) => lossesFor(bus, target, run));

function lossesFor({ name }: SeenBus, target: SeenTarget, run: SeenRun): readonly LossSaid[] {
  const { tally, name: to, deadLetterQueue, settings } = target;
  const { deadLetters, dropped, failedAttempts, lastError, refusal } = tally;
  const share = (part: number) => `${percentage(part, endedOf(tally))} of those for it`;
  const why = refusal === null ? "" : `, ${refusal.replace(/\.$/, "")}`;
  const there = run.at(settings.arn);
  const details = [
    `${plural(failedAttempts, "attempt")} to deliver to ${to} failed: the last for ${lastError ?? "no reason"}${why}`,
    ...faultsSaid(there === undefined ? [] : [there.name], run),
  ];
  const losses: LossSaid[] = [];
  if (deadLetters > 0) {
    const text = `${name} → ${deadLetterQueue}: ${plural(deadLetters, "event")} for ${to}, ${share(deadLetters)}`;
    losses.push({ type: "givenUp", text, details });
  }
  if (dropped > 0) {
    const reason =
      deadLetterQueue === null
        ? "its target has no dead-letter queue"
        : `${deadLetterQueue} did not take ${dropped === 1 ? "it" : "them"} either`;
    const text = `${name}: ${plural(dropped, "event")} for ${to}, ${share(dropped)}, ${dropped === 1 ? "was" : "were"} dropped: ${reason}`;
    losses.push({ type: "lost", text, details });
  }
  return losses;
}
