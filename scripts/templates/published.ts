import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const repository = join(import.meta.dirname, "../..");

/** The templates that people published. Beside the repository: they are no part of it. */
export const templateFolder = join(repository, "../shared/templates");

/** The page that says what they do. */
export const page = join(repository, "docs/reference/templates.md");

/** A template by its path in the folder, and as the page names it: by its folder, with the file's name where there are several. */
interface PublishedTemplate {
  readonly file: string;
  readonly name: string;
}

/** All of them, in order; none where the folder is not there. */
export const publishedTemplates = (): readonly PublishedTemplate[] =>
  existsSync(templateFolder)
    ? readdirSync(templateFolder, { recursive: true, encoding: "utf8" })
        .filter((file) => /(^|\/)template[^/]*\.ya?ml$/.test(file))
        .sort()
        .map((file) => ({
          file,
          name: file.replace(/\/template\.ya?ml$/, "").replace(/\.ya?ml$/, ""),
        }))
    : [];
