import type { JsonMap } from "../json.ts";
import { resourceProblem } from "../problems.ts";
import type { Generated, SamResource } from "../resource.ts";
import type { Stage } from "../stage.ts";

export function makeGraphQlApi(sam: SamResource, _stage: Stage, _resources: JsonMap): Generated[] {
  throw resourceProblem(sam.id, "not yet");
}
