import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FailureTable } from "./failure-case.ts";

const services = new URL("../src/services/", import.meta.url);

/** The tables that services have in their folders, in order of the services. */
export const failureTables: readonly FailureTable[] = (
  await Promise.all(
    readdirSync(fileURLToPath(services))
      .map((service) => [service, new URL(`${service}/test/failure-cases.ts`, services)] as const)
      .filter(([, file]) => existsSync(file))
      .map(async ([service, file]) => {
        const module = (await import(file.href)) as Readonly<
          Record<string, readonly FailureTable[]>
        >;
        return module[`${service}Failures`]!; // Whoever has the file exports it.
      }),
  )
).flat();
