import type { Json, JsonMap } from "../json.ts";
import type { Beside, Generated, SamResource } from "../resource.ts";

/** What all parts of a GraphQL API are made with. */
export interface GraphQlParts {
  readonly sam: SamResource;
  /** The id of the API, as other resources name it. */
  readonly apiId: Json;
  readonly beside: Beside;
  /** What lets one resource use another. */
  readonly connect: (
    id: string,
    source: JsonMap,
    destination: JsonMap,
    permissions: Json,
  ) => Generated[];
}
