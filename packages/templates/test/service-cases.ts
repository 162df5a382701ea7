import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ServiceSettingCases, SettingCase } from "../../aws/test/setting-case.ts";

const services = new URL("../../aws/src/services/", import.meta.url);

/** The cases that services have in their folders, by service. */
const byService: ReadonlyMap<string, ServiceSettingCases> = new Map(
  await Promise.all(
    readdirSync(fileURLToPath(services))
      .map((service) => [service, new URL(`${service}/test/setting-cases.ts`, services)] as const)
      .filter(([, file]) => existsSync(file))
      .map(async ([service, file]): Promise<[string, ServiceSettingCases]> => {
        const module = (await import(file.href)) as Readonly<Record<string, ServiceSettingCases>>;
        const name = service.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
        return [service, module[`${name}SettingCases`]!]; // Whoever has the file exports it.
      }),
  ),
);

/** The templates that cases of services have, by their file names. */
export const serviceTemplates: Readonly<Record<string, string>> = Object.fromEntries(
  [...byService].map(([service, { template }]) => [`${service}.yaml`, template]),
);

/** Cases of services, in which nothing reaches or is said of the resources of the usual template. */
const casesOf = (of: (cases: ServiceSettingCases) => Readonly<Record<string, SettingCase>>) =>
  Object.fromEntries(
    [...byService].flatMap(([service, cases]) =>
      Object.entries(of(cases)).map(([name, { base, ...rest }]): [string, SettingCase] => [
        name,
        { ...rest, base: { template: `${service}.yaml`, functions: undefined, ...base } },
      ]),
    ),
  );

/** By the path of the setting. */
export const serviceSettingCases = casesOf(({ settings }) => settings);
/** By the name of the figure. */
export const serviceAssumptionCases = casesOf(({ assumptions }) => assumptions);
