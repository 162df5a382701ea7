import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { servicesFolder } from "../rules.ts";

/** A service as its folder has it. */
export interface ServiceFolder {
  readonly service: string;
  /** Texts by the paths of the files in the folder, with `/`. */
  readonly files: ReadonlyMap<string, string>;
}

/** The folders of `packages/aws/src/services`, which are the services. */
export function serviceFolders(): readonly ServiceFolder[] {
  return readdirSync(servicesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name: service }) => {
      const folder = join(servicesFolder, service);
      const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((path) => /\.(?:ts|md|json)$/.test(path))
        .sort();
      return {
        service,
        files: new Map(
          paths.map((path) => [
            path.replaceAll("\\", "/"),
            readFileSync(join(folder, path), "utf8"),
          ]),
        ),
      };
    });
}
