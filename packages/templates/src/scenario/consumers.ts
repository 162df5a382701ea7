import { type Consumer } from "@orrery/aws";
import type { Architecture } from "./architecture.ts";
import { anySource } from "./nouns.ts";
import { given } from "./ranged-setting.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import { targetNamed } from "./targets.ts";

/** What reads queues beside functions. */
export const consumersOf = (
  document: ScenarioDocument,
  architecture: Architecture,
): readonly Consumer[] =>
  (document.content.consumers ?? []).map((said, place) => {
    const path = ["consumers", place, "from"];
    const target = targetNamed(document, path, said.from, architecture, anySource);
    const from = target?.logicalId ?? said.from;
    return given({ ...said, from }) as unknown as Consumer; // As the schema says.
  });
