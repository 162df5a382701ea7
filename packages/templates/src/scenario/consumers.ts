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
    targetNamed(document, ["consumers", place, "from"], said.from, architecture, anySource);
    return given(said) as unknown as Consumer; // As the schema says.
  });
