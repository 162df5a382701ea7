import { allKinds, withNearest, type StandIns } from "@orrery/aws";
import { shownValue } from "@orrery/kernel";
import * as z from "zod";
import { settingsSchema } from "./extras-schema.ts";
import { laterSchema } from "./later-schema.ts";

/** The services that workloads may stand for, whatever they bring their events to. */
const allStandIns = (): StandIns["of"] =>
  Object.assign(
    {},
    ...[...allKinds.values()].map(({ entry }) => entry?.standIns?.of ?? {}),
  ) as StandIns["of"]; // They are put together of those.

const namedAmong = (names: readonly string[]) =>
  z.enum(names, {
    error: ({ input }) =>
      `expected one of ${names.join(", ")}, received ${typeof input === "string" ? withNearest(input, names) : shownValue(input)}`,
  });

const withSettingsOf = (standIns: StandIns["of"], names: readonly string[]) =>
  z
    .strictObject(
      Object.fromEntries(
        names.map((name) => [
          name,
          settingsSchema(standIns[name]!.settings)
            .optional()
            .meta({ description: standIns[name]!.text }),
        ]),
      ) as Record<string, z.ZodType>,
      {
        error: ({ code, input }) => {
          const wrong = Object.keys(input ?? {}).find((name) => !names.includes(name));
          return code === "unrecognized_keys" && wrong !== undefined
            ? `expected one of ${names.join(", ")}, received ${withNearest(wrong, names)}`
            : undefined;
        },
      },
    )
    .refine((said) => Object.values(said).filter((value) => value !== undefined).length === 1, {
      error: "expected one service, received several or none",
    });

/** The service that a workload stands for: by its name, or with settings. Made when a file says one. */
export const standInSchema = laterSchema(() => {
  const standIns = allStandIns();
  const names = Object.keys(standIns);
  return z.union([namedAmong(names), withSettingsOf(standIns, names)]).meta({
    description:
      "Of a function, or of the default bus: the service that the workload stands for, by its name, or by its name with settings. Its events have that service's form, with the payload's members over theirs.",
  });
});

/** What a file says of it. */
export type StandInFile = z.infer<typeof standInSchema>;
