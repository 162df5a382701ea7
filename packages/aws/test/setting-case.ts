/** Parts of a scenario file. */
export type Part = Readonly<Record<string, unknown>>;

/** A setting's case: two scenarios that differ in it, and whose runs must differ. */
export interface SettingCase {
  /** What both have besides the usual. */
  readonly base?: Part;
  /** What the second has in its place. */
  readonly change: Part;
  /** Seeds of which one must show the difference. @defaultValue 1 */
  readonly seeds?: readonly number[];
}

/** What a service's folder has in `test/setting-cases.ts`: a case for each setting of scenarios that is its own. */
export interface ServiceSettingCases {
  /** The template that its cases have in place of the usual one. */
  readonly template: string;
  /** By the path of the setting, such as `queues.*.duplicates`. */
  readonly settings: Readonly<Record<string, SettingCase>>;
  /** By the names of its figures. */
  readonly assumptions: Readonly<Record<string, SettingCase>>;
}
