import { withNearest } from "@orrery/aws";
import { ConfigError, shownValue } from "@orrery/kernel";
import { besideFile } from "./file-path.ts";
import type { NamedFile } from "./includes.ts";

/** Files, as whoever reads templates finds them. */
export interface TemplateFiles {
  /** @throws ConfigError when there is none */
  open(path: string): NamedFile;
  /** Whether there is a folder. @defaultValue nothing is one */
  isFolder?(path: string): boolean;
}

/** A stack of what `cdk synth` wrote. */
export interface AssemblyStack {
  /** As the CDK calls it: its id, its name, and its place among stages such as `Prod/Orders`. */
  readonly names: readonly string[];
  readonly stackName: string;
  /** The path of its template. */
  readonly template: string;
  /** `null`: any. */
  readonly account: string | null;
  readonly region: string | null;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Whether a path leads to what `cdk synth` wrote: a folder, or the manifest in it. */
export const isAssembly = (path: string, files: TemplateFiles): boolean =>
  isManifest(path) || files.isFolder?.(path) === true;

const isManifest = (path: string): boolean => /(^|[\\/])manifest\.json$/.test(path);

/**
 * The stacks of what `cdk synth` wrote, those of its stages with them, in the order of the manifest.
 *
 * Source: aws-cdk-lib/cloud-assembly-schema, `AssemblyManifest`, read 2026-11.
 *
 * @throws ConfigError where there is no manifest, or it says something else.
 */
export function stacksOfAssembly(path: string, files: TemplateFiles): readonly AssemblyStack[] {
  const stacks = stacksIn(
    isManifest(path) ? path : `${path.replace(/[\\/]$/, "")}/manifest.json`,
    files,
  );
  if (stacks.length > 0) return stacks;
  throw new ConfigError(path, "a cdk synth assembly with a stack", "one without");
}

function stacksIn(manifest: string, files: TemplateFiles): readonly AssemblyStack[] {
  const { path, text } = openedManifest(manifest, files);
  const artifacts = memberOf(contentOf(text, path), "artifacts");
  if (!isObject(artifacts)) {
    throw new ConfigError(path, "the manifest of a cdk synth assembly", "one without artifacts");
  }
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    const properties = memberOf(artifact, "properties");
    const textOf = (name: string): string => {
      const value = memberOf(properties, name);
      if (typeof value === "string") return value;
      throw new ConfigError(
        `${path}: artifacts.${id}.properties.${name}`,
        "a text",
        shownValue(value),
      );
    };
    switch (memberOf(artifact, "type")) {
      case "cdk:cloud-assembly":
        return stacksIn(besideFile(manifest, `${textOf("directoryName")}/manifest.json`), files);
      case "aws:cloudformation:stack":
        return [stackOf(id, artifact, besideFile(manifest, textOf("templateFile")))];
      default:
        return [];
    }
  });
}

function openedManifest(manifest: string, files: TemplateFiles): NamedFile {
  try {
    return files.open(manifest);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const expected = "a template, or a folder with the manifest.json of cdk synth";
    throw new ConfigError(error.path, expected, error.received);
  }
}

function stackOf(id: string, artifact: unknown, template: string): AssemblyStack {
  const properties = memberOf(artifact, "properties");
  const named = memberOf(properties, "stackName");
  const shown = memberOf(artifact, "displayName");
  const stackName = typeof named === "string" ? named : id;
  const display = typeof shown === "string" ? shown.replace(/ \(.*\)$/, "") : id;
  const where = memberOf(artifact, "environment");
  const [, account = "", region = ""] =
    /^aws:\/\/([^/]*)\/(.*)$/.exec(typeof where === "string" ? where : "") ?? [];
  const given = memberOf(properties, "parameters");
  const parameters = Object.entries(isObject(given) ? given : {}).map(
    ([name, value]) => [name, String(value)] as const,
  );
  return {
    names: [...new Set([id, stackName, display])],
    stackName,
    template,
    account: /^\d{12}$/.test(account) ? account : null,
    region: region === "" || region === "unknown-region" ? null : region,
    parameters: Object.fromEntries(parameters),
  };
}

/** The stack that a name means. @throws ConfigError about `path` where it means none, or several */
export function assemblyStackNamed(
  path: string,
  name: string,
  stacks: readonly AssemblyStack[],
): AssemblyStack {
  const found = stacks.filter(({ names }) => names.includes(name));
  if (found.length === 1) return found[0]!;
  const known = [...new Set(stacks.flatMap(({ names }) => names.at(-1)!))];
  const expected = `one of the stacks ${known.join(", ")}`;
  const received = found.length === 0 ? withNearest(name, known) : `"${name}", which several have`;
  throw new ConfigError(path, expected, received);
}

function contentOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError(path, "the manifest of a cdk synth assembly", "no JSON");
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const memberOf = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
