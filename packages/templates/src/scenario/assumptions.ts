import { allAssumptions, type Assumptions } from "@orrery/aws";
import * as z from "zod";
import { laterSchema } from "./later-schema.ts";
import { given, rangedSetting } from "./ranged-setting.ts";

/** Schema of what a scenario file says of figures that AWS does not give. Made when a file says some. */
export const assumptionsSchema = laterSchema(() =>
  z
    .strictObject(
      Object.fromEntries(
        allAssumptions.map(({ name, unit, ...figure }) => [
          name,
          rangedSetting({ kind: unit, ...figure }),
        ]),
      ),
    )
    .transform((said) => given(said) as Assumptions) // No figure is a switch.
    .meta({ description: "In place of figures of ours, where AWS gives none." }),
);
