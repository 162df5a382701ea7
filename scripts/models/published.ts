import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../workspace.ts";

/** AWS's API models beside the repository: of botocore, without its texts. */
export const publishedFolder = join(root, "../shared/models");

/** Whether they are there. */
export const hasPublished = (): boolean => existsSync(publishedFolder);

/** Of which version of botocore they are, as their README says. */
export function publishedVersion(): string {
  const readme = readFileSync(join(publishedFolder, "README.md"), "utf8");
  const version = /botocore (\d+\.\d+\.\d+)/.exec(readme)?.[1];
  if (version === undefined) throw new Error(`${publishedFolder}/README.md names no version`);
  return version;
}

/** The services that have a model there. */
export const publishedServices = (): readonly string[] =>
  readdirSync(publishedFolder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.replace(/\.json$/, ""))
    .sort();

/** A model as botocore has it. */
export interface PublishedModel {
  readonly "service-2": {
    readonly metadata: { readonly protocol: string; readonly awsQueryCompatible?: object };
    readonly operations: Readonly<Record<string, PublishedOperation>>;
    readonly shapes: Readonly<Record<string, PublishedShape>>;
  };
  readonly "paginators-1"?: { readonly pagination: Readonly<Record<string, PublishedPages>> };
  readonly "waiters-2"?: { readonly waiters: Readonly<Record<string, PublishedWaiter>> };
}

export interface PublishedOperation {
  readonly http?: { readonly responseCode?: number };
  readonly input?: { readonly shape: string };
  readonly output?: { readonly shape: string };
  readonly errors?: readonly { readonly shape: string }[];
}

export interface PublishedMember {
  readonly shape: string;
  readonly location?: string;
  readonly streaming?: boolean;
}

export interface PublishedShape {
  readonly type: string;
  readonly members?: Readonly<Record<string, PublishedMember>>;
  readonly required?: readonly string[];
  readonly member?: PublishedMember;
  readonly key?: PublishedMember;
  readonly value?: PublishedMember;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly sensitive?: boolean;
  readonly document?: boolean;
  readonly streaming?: boolean;
  readonly eventstream?: boolean;
  readonly payload?: string;
  readonly fault?: boolean;
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number };
}

export interface PublishedPages {
  readonly input_token: string | readonly string[];
  readonly output_token: string | readonly string[];
  readonly limit_key?: string;
  readonly result_key?: string | readonly string[];
  readonly more_results?: string;
}

export interface PublishedWaiter {
  readonly operation: string;
  readonly delay: number;
  readonly maxAttempts: number;
  readonly acceptors: readonly {
    readonly state: "success" | "failure" | "retry";
    readonly matcher: "path" | "pathAll" | "pathAny" | "error" | "status";
    readonly expected: string | number | boolean;
    readonly argument?: string;
  }[];
}

/** The model of a service. */
export const publishedModel = (service: string): PublishedModel =>
  JSON.parse(readFileSync(join(publishedFolder, `${service}.json`), "utf8")) as PublishedModel; // botocore's form.
