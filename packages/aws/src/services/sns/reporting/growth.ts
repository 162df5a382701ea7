import { isGrowing } from "../../../service/growth.ts";
import type { SeenRun } from "../../../service/seen.ts";
import { number } from "../../../text/figures.ts";
import type { SeenTopic } from "./seen-topic.ts";

/** Topics that take more than they get rid of. */
export const growthWarnings = (topics: readonly SeenTopic[], _run: SeenRun): readonly string[] =>
  topics.flatMap(({ name, gauge }) => {
    const underWay = gauge("DeliveriesUnderWay");
    if (underWay === undefined || !isGrowing(underWay)) return [];
    return [
      `${name} has more and more deliveries under way, ${number(underWay.last)} at the end of the run: they wait to be tried again, for their turn, or behind others of their message group.`,
    ];
  });
