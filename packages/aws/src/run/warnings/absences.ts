import { deniedActionOf } from "../../control/joins.ts";
import { controlName } from "../../service/service-model.ts";
import { allKinds } from "../../services.ts";
import type { RunView } from "../run-view.ts";

/** So many are told one by one; who has more wants to know how many. */
const mostTold = 10;

/** What was sent to resources that were not there: not made yet, never made, or deleted. */
export function absenceWarnings({ run, reported }: RunView): readonly string[] {
  const names = new Map([...reported].map(([name, component]) => [component, name]));
  const nameOf = (component: string): string =>
    names.get(component) ?? component.slice(component.indexOf(":") + 1);
  const all = run.simulation.absences.flatMap(({ sender, target, requests }) => {
    // Whoever calls hears it, and what a call was about may go before it arrives.
    if (sender === null || sender === controlName) return [];
    const may = deniedActionOf(target);
    if (may !== null) {
      return [`${nameOf(sender)} may not ${may}: ${requests} of its requests were refused.`];
    }
    const noun = allKinds.get(target.slice(0, target.indexOf(":")))?.noun ?? "resource";
    const [sent, each] = requests === 1 ? ["1 request", "it"] : [`${requests} requests`, "each"];
    return [
      `${nameOf(sender)} sent ${sent} to the ${noun} ${nameOf(target)}, which was not there then: ${each} was refused.`,
    ];
  });
  const more = all.length - mostTold;
  if (more <= 0) return all;
  const some = more === 1 ? "1 more sender" : `${more} more senders`;
  return [...all.slice(0, mostTold), `${some} sent requests to what was not there.`];
}
