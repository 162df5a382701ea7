import { isMap, memberOf, pick, type Json, type JsonMap } from "./json.ts";
import type { DeploymentPreferences } from "./function/deployment-preferences.ts";
import type { ManagedPolicies } from "./policies/managed-policies.ts";
import type { Resolver } from "./resolver.ts";
import { generated, samResource, type Generated } from "./resource.ts";

/** What is known and collected while one template is transformed. */
export class Stage {
  readonly region: string;
  readonly partition: string;
  readonly resolver: Resolver;
  readonly managedPolicies: ManagedPolicies;
  /** Of the template before the transform: events write on the APIs and buckets that they name. */
  readonly resources: JsonMap;
  /** Of the template that is being made. */
  readonly made: JsonMap;
  /** Conditions of the template that is being made; conditions of SAM's own are added. */
  readonly conditions: JsonMap | undefined;
  readonly deployments: DeploymentPreferences;
  /** Record sets of several APIs that share a hosted zone. */
  readonly recordSetGroups = new Map<string, Generated>();
  readonly sharedUsagePlan: SharedUsagePlan = {
    dependsOn: [],
    apiStages: [],
    stageKeys: [],
    conditions: [],
    hasUnconditional: false,
    deletionPolicies: [],
    updateReplacePolicies: [],
  };

  constructor(parts: StageParts) {
    this.region = parts.region;
    this.partition = parts.partition;
    this.resolver = parts.resolver;
    this.managedPolicies = parts.managedPolicies;
    this.resources = parts.resources;
    this.made = parts.made;
    this.conditions = parts.conditions;
    this.deployments = parts.deployments;
  }

  /** The ARN of something of this account and Region. */
  arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`;
  }

  /** The ARN of a policy that AWS manages, by its path and name. */
  managedPolicyArn(name: string): string {
    return `arn:${this.partition}:iam::aws:policy/${name}`;
  }

  /** A resource of the template that events have written on. */
  existing(id: string, written: JsonMap, type: string): Generated {
    const { attributes, dependsOn } = samResource(id, written);
    const properties = memberOf(written, "Properties");
    const made = generated(id, type, {}, { attributes, dependsOn });
    made.properties = pick(isMap(properties) ? properties : {}, () => true);
    return made;
  }
}

export interface StageParts {
  readonly region: string;
  readonly partition: string;
  readonly resolver: Resolver;
  readonly managedPolicies: ManagedPolicies;
  readonly resources: JsonMap;
  readonly made: JsonMap;
  readonly conditions: JsonMap | undefined;
  readonly deployments: DeploymentPreferences;
}

/** The usage plan that several APIs share, as far as it is known. */
export interface SharedUsagePlan {
  readonly dependsOn: Json[];
  readonly apiStages: Json[];
  readonly stageKeys: Json[];
  readonly conditions: string[];
  hasUnconditional: boolean;
  readonly deletionPolicies: Json[];
  readonly updateReplacePolicies: Json[];
}
