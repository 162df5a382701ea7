import {
  allKinds,
  withNearest,
  type Extra,
  type ExtraSection,
  type ExtraSetting,
  type ResourceKind,
} from "@orrery/aws";
import { shownValue } from "@orrery/kernel";
import * as z from "zod";
import { functionCallSchema } from "./call-schema.ts";
import { laterSchema } from "./later-schema.ts";
import { durations, sizes } from "./laws.ts";
import { given, rangedSetting } from "./ranged-setting.ts";

/** Something that scenarios may say of resources of a kind and AWS has no parameter for. */
export interface ExtraOfKind {
  readonly kind: ResourceKind;
  /** The parameter that bears it. */
  readonly param: string;
  readonly extra: Extra;
}

/** All of them, in the order of their sections. */
export const extrasOfKinds: readonly ExtraOfKind[] = [...allKinds.values()]
  .flatMap((kind) =>
    Object.entries(kind.extras ?? {}).map(([param, extra]) => ({ kind, param, extra })),
  )
  .sort((one, other) => (one.extra.section.name < other.extra.section.name ? -1 : 1));

/** Schemas of the sections, as the kinds say; each is made when a file has that section. */
export const extraSections: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  extrasOfKinds.map(({ extra: { section } }) => {
    const entry = () => settingsSchema(section.settings).meta({ description: section.each });
    const schema = laterSchema(() => z.record(z.string(), entry())).optional();
    const meta = {
      get description() {
        return section.text;
      },
    };
    return [section.name, schema.meta(meta)];
  }),
);

/** The sections that updates of stacks may have, too. */
export const updatableSections: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  extrasOfKinds.flatMap(({ extra: { section, isUpdatable } }) =>
    isUpdatable === true ? [[section.name, extraSections[section.name]!]] : [],
  ),
);

/** What a file says in a section, its quantities read. */
export type SectionFile = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The schema of settings by name. */
export function settingsSchema(
  settings: ExtraSection["settings"],
): z.ZodType<Readonly<Record<string, unknown>>> {
  const shape = Object.entries(settings).map(([name, setting]) => [name, settingSchema(setting)]);
  return z
    .strictObject(Object.fromEntries(shape) as Record<string, z.ZodType>)
    .transform((said) => given(said));
}

function choiceSchema(values: readonly string[]): z.ZodType {
  return z.enum(values, {
    error: ({ input }) =>
      `expected ${values.join(", ")}, received ${typeof input === "string" ? withNearest(input, values) : shownValue(input)}`,
  });
}

function settingSchema(setting: ExtraSetting): z.ZodType {
  const { text: description } = setting;
  switch (setting.kind) {
    case "durations":
      return durations.optional().meta({ description });
    case "sizes":
      return sizes.optional().meta({ description });
    case "text":
      return z.string().optional().meta({ description });
    case "choice":
      return choiceSchema(setting.values).optional().meta({ description });
    case "value":
      return z.json().optional().meta({ description });
    case "calls":
      return z.array(functionCallSchema).optional().meta({ description });
    case "settings":
      return settingsSchema(setting.settings).optional().meta({ description });
    default:
      return rangedSetting(setting);
  }
}
